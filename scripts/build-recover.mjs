// Bundles `kontor recover` into one file that needs Node and nothing else: no node_modules, no project.
// The client for buckets is in it as well, and only evaluated when a bucket is read.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The program of a provider's thread is a file beside the one that starts it; here it becomes part of it. */
const threadAsText = {
  name: 'thread-as-text',
  setup(bundle) {
    bundle.onLoad({ filter: /lane-program\.ts$/ }, async () => {
      const { outputFiles } = await build({
        entryPoints: [join(root, 'src/storage/providers/lane-thread.directory.ts')],
        bundle: true,
        write: false,
        minify: true,
        platform: 'node',
        format: 'cjs',
        target: ['node20'],
      });
      const program = { source: outputFiles[0].text, isText: true };
      return { contents: `export const laneProgram = ${JSON.stringify(program)};`, loader: 'js' };
    });
  },
};

await build({
  plugins: [threadAsText],
  entryPoints: [join(root, 'src/kontor-recover.ts')],
  outfile: resolve(process.argv[2] ?? join(root, 'dist/kontor-recover.mjs')),
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  format: 'esm',
  target: ['node20'],
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
