// Who imports whom: what the drawing in ARCHITECTURE.md and the check of the linter's tables both read.
import { posix } from 'node:path';

/** Code of the product, without its tests. */
export const isSource = (file) =>
  /^src\/.*\.tsx?$/.test(file) && !/\.(spec|conformance)\.tsx?$/.test(file);

/** The files that a file imports by a relative path, as paths from the root of the project, with the ending `.js`. */
export const importsOf = (file, text) =>
  [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    posix.join(posix.dirname(file), path),
  );
