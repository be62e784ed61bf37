// Bundles what the server's process loads into `<dist>/server`: reading, resolving and linking 3,600 small files took
// longer than everything else at a start. The files that it is made of stay beside it: for threads, which begin with a
// file of their own, for the commands, and for other applications that contain Kontor and share their packages with it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
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

/**
 * Node's own modules. Whoever imports one by names makes Node look at each of its exports, of which some are made when
 * they are looked at: Web Crypto, and a second undici for `WebSocket`. Here only those that are used are looked at.
 */
const modulesOfNode = {
  name: 'modules-of-node',
  setup(bundle) {
    bundle.onResolve({ filter: /^(node:)?[a-z_/]+$/ }, ({ path, kind }) =>
      kind === 'import-statement' && isBuiltin(path) ? { path, namespace: 'node' } : undefined,
    );
    bundle.onLoad({ filter: /./, namespace: 'node' }, ({ path }) => {
      const names = Object.keys(process.getBuiltinModule(path)).filter((name) =>
        /^\w+$/.test(name),
      );
      const lines = names.map((name, i) => [
        `const export${i} = /* @__PURE__ */ (() => whole.${name})();`,
        `export { export${i} as ${name} };`,
      ]);
      const whole = `const whole = process.getBuiltinModule(${JSON.stringify(path)});`;
      return { contents: [whole, 'export default whole;', ...lines.flat()].join('\n') };
    });
  },
};

/** The program of a provider's thread: six of them start with the server, so it is one file that imports nothing. */
const threadOfProvider = {
  name: 'thread-of-provider',
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]lane-program\.js$/ }, async () => {
      await build({
        entryPoints: [join(dist, 'storage/providers/lane-thread.directory.js')],
        outfile: join(out, 'lane-thread.cjs'),
        bundle: true,
        platform: 'node',
        format: 'cjs',
        target: ['node24'],
      });
      const source = "new URL('./lane-thread.cjs', import.meta.url)";
      return { contents: `export const laneProgram = { source: ${source}, isText: false };` };
    });
  },
};

/** Packages that are large and rarely needed, and what is used of them: they are evaluated when it is first called. */
const ON_FIRST_CALL = { xmlbuilder2: ['create'] };

const onFirstCall = {
  name: 'on-first-call',
  setup(bundle) {
    const filter = new RegExp(`^(${Object.keys(ON_FIRST_CALL).join('|')})$`);
    bundle.onResolve({ filter }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'on-first-call' } : undefined,
    );
    bundle.onLoad({ filter: /./, namespace: 'on-first-call' }, ({ path }) => ({
      contents: ON_FIRST_CALL[path]
        .map((name) => `export const ${name} = (...a) => require('${path}').${name}(...a);`)
        .join('\n'),
      resolveDir: root,
    }));
  },
};

await build({
  plugins: [threadOfProvider, onFirstCall, modulesOfNode, ownAddresses],
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
 * Names are kept by a call for everything that has one. Calls are left out where the name is the same anyway, which is
 * most of them, and for functions that are no classes: nobody asks for their names, and some are made with each request.
 * The calls that are left are cheap for arrow functions, and for what has its name already.
 */
const EVERY_NAME = 'var __name = (target, value) => __defProp(';
const NEEDED_NAMES =
  'var __name = (target, value) => target.prototype === void 0 || target.name === value ? target : __defProp(';
/** The calls after `function a() {}`, and the blocks with the call in `a = class {` or `class a {`. */
const FUNCTIONS = /^ *__name\((\w+), "(?:\1|[a-z_]\w*)"\);\n/gm;
const CLASSES_OF_THAT_NAME =
  /^(.*\b(?:(?:var|let|const) (\w+) = class|class (\w+))(?: extends .+)? \{\n) *static \{\n *__name\(this, "(?:\2|\3)"\);\n *\}\n/gm;

let named = 0;
let leftOut = 0;
const without = () => ((leftOut += 1), '');
for (const file of readdirSync(out).filter((name) => name.endsWith('.js'))) {
  const text = readFileSync(join(out, file), 'utf8');
  if (text.includes(EVERY_NAME)) named += 1;
  const shorter = text
    .replace(EVERY_NAME, () => NEEDED_NAMES)
    .replaceAll(FUNCTIONS, without)
    .replaceAll(CLASSES_OF_THAT_NAME, (_, beginning) => beginning + without());
  writeFileSync(join(out, file), shorter);
}
if (named === 0 || leftOut === 0)
  throw new Error('esbuild keeps names in another way: look at scripts/build-server.mjs');
