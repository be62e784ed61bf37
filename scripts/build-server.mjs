// Bundles what the server's process and the threads of its directories load into `<dist>/server`: reading, resolving
// and linking 3,600 small files took longer than everything else at a start. The files that it is made of stay beside
// it, for the commands and for other applications that contain Kontor and share their packages with it.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = resolve(process.argv[2] ?? join(root, 'dist'));

/** With parts that are not JavaScript, which they find beside themselves. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2', 'pg-native'];
/** What libraries load if it is there. */
const ABSENT = [
  '@fastify/view',
  '@nestjs/microservices',
  '@nestjs/platform-express',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
];

await build({
  entryPoints: [
    { in: join(dist, 'run.js'), out: 'run' },
    // A thread's program is looked for beside the code that starts the thread.
    { in: join(dist, 'storage/providers/lane-thread.directory.js'), out: 'lane-thread.directory' },
  ],
  outdir: join(dist, 'server'),
  bundle: true,
  splitting: true,
  // Names of classes are part of log lines and of what Nest says about missing providers.
  keepNames: true,
  legalComments: 'none',
  platform: 'node',
  format: 'esm',
  target: ['node24'],
  external: [...NATIVE, ...ABSENT.flatMap((name) => [name, `${name}/*`])],
  banner: {
    js:
      "import { createRequire as requireOf } from 'node:module';" +
      "import { dirname as folderOf } from 'node:path';" +
      'const require = requireOf(import.meta.url);' +
      'const __filename = import.meta.filename, __dirname = folderOf(__filename);',
  },
  logLevel: 'warning',
});
