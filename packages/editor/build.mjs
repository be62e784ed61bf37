// Makes dist/: the element as one module without imports (kontor-editor.js), and its types.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('dist/kontor-editor.js');
/** Texts of two words are called so in this package alone: not in the DOM, nor in anybody's API. */
const namesOfTexts = [
  ...readFileSync(here('src/texts.ts'), 'utf8').matchAll(/^  readonly ([a-z]+[A-Z]\w+):/gm),
].map(([, name]) => name);
/** The style sheet stands in a string, where the bundler leaves it as it is. */
const smallStyle = {
  name: 'small-style',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]style\.ts$/ }, async ({ path }) => {
      const source = readFileSync(path, 'utf8');
      const [literal, sheet] = /`([^`]+)`/.exec(source);
      const { code } = await transform(sheet, { loader: 'css', minify: true });
      return { contents: source.replace(literal, () => JSON.stringify(code)), loader: 'ts' };
    });
  },
};

rmSync(here('dist'), { recursive: true, force: true });
await build({
  entryPoints: [here('src/index.ts')],
  outfile: out,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  format: 'esm',
  target: ['es2022'],
  mangleProps: new RegExp(`^(?:${namesOfTexts.join('|')})$`),
  tsconfig: here('tsconfig.json'),
  plugins: [smallStyle],
  logLevel: 'warning',
});
const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
const tsc = compiler.replace('package.json', 'bin/tsc');
execFileSync(process.execPath, [tsc, '-p', here('tsconfig.json')], { stdio: 'inherit' });
const bytes = gzipSync(readFileSync(out), { level: 9 }).length;
process.stdout.write(`kontor-editor.js: ${bytes} bytes compressed\n`);
