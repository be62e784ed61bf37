// Bundles what the server's process loads into `<dist>/server`: reading, resolving and linking 3,600 small files took
// longer than everything else at a start. The files that it is made of stay beside it: for threads, which begin with a
// file of their own, for the commands, and for other applications that contain Kontor and share their packages with it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
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

/**
 * What is loaded only where a setting asks for it: such a start is rare or slow anyway. Bundled, a CommonJS package has
 * no exports by name for `import()`; and of a package that is bundled in one place and loaded in another there would be
 * two copies, which do not know each other's symbols.
 */
const ON_DEMAND = [
  ...['redis', '@redis/*', 'pg', '@aws-sdk/*', '@smithy/*', '@simplewebauthn/server'],
  'nodemailer',
];

const out = join(dist, 'server');

/** A module that looks for a file beside itself, such as a thread's program, finds it where it was before. */
const ownAddresses = {
  name: 'own-addresses',
  setup(bundle) {
    bundle.onLoad({ filter: /\.js$/ }, ({ path }) => {
      if (!path.startsWith(dist + sep)) return undefined;
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return undefined;
      const address = relative(out, path).split(sep).join('/');
      const url = `new URL(${JSON.stringify(address)}, import.meta.url).href`;
      return { contents: text.replaceAll('import.meta.url', () => url), loader: 'js' };
    });
  },
};

await build({
  plugins: [ownAddresses],
  entryPoints: [join(dist, 'run.js')],
  outdir: out,
  bundle: true,
  splitting: true,
  // Names of classes are part of log lines and of what Nest says about missing providers.
  keepNames: true,
  legalComments: 'none',
  platform: 'node',
  format: 'esm',
  target: ['node24'],
  external: [...NATIVE, ...ON_DEMAND, ...ABSENT.flatMap((name) => [name, `${name}/*`])],
  banner: {
    js:
      "import { createRequire as requireOf } from 'node:module';" +
      "import { dirname as folderOf } from 'node:path';" +
      'const require = requireOf(import.meta.url);' +
      'const __filename = import.meta.filename, __dirname = folderOf(__filename);',
  },
  logLevel: 'warning',
});

/**
 * Names are kept by a call for every function that is made, also inside those that run with each request. Arrow functions
 * are most of these, and nobody asks for their names; what has its name already needs no other.
 */
const EVERY_NAME = 'var __name = (target, value) => __defProp(';
const NEEDED_NAMES =
  'var __name = (target, value) => target.prototype === void 0 || target.name === value ? target : __defProp(';

let named = 0;
for (const file of readdirSync(out).filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(join(out, file), 'utf8');
  if (!text.includes(EVERY_NAME)) continue;
  named += 1;
  writeFileSync(
    join(out, file),
    text.replace(EVERY_NAME, () => NEEDED_NAMES),
  );
}
if (named === 0)
  throw new Error('esbuild keeps names in another way: look at scripts/build-server.mjs');
