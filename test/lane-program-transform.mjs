// In the sources the program of a provider's thread is TypeScript. Node would load its compiler in each of the six
// threads of each storage that a test opens: half of the time that such a thread takes to start. Here the program is
// compiled once, as in the bundle of one file (scripts/build-recover.mjs).
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

const partsBeside = (path) => {
  const folder = dirname(path);
  const names = readdirSync(folder).filter((name) => /^lane-.*\.ts$/.test(name));
  return names.sort().map((name) => join(folder, name));
};

export default {
  /** The program is made of nothing but the files `lane-*.ts`. */
  getCacheKey(_source, path) {
    const hash = createHash('sha256');
    for (const part of [import.meta.filename, ...partsBeside(path)])
      hash.update(readFileSync(part));
    return hash.digest('hex');
  },

  process(_source, path) {
    const { outputFiles } = buildSync({
      entryPoints: [join(dirname(path), 'lane-thread.directory.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
    });
    const program = { source: outputFiles[0].text, isText: true };
    return { code: `export const laneProgram = ${JSON.stringify(program)};` };
  },
};
