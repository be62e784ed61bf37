// Bundles `kontor recover` into one file that needs Node and nothing else: no node_modules, no project.
// The client for buckets is in it as well, and only evaluated when a bucket is read.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

await build({
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
