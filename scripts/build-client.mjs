// Bundles each module's client code: `<sources>/<module>/client/<page>.ts` (or .css) becomes
// `<out>/<module>/<page>.js`, and `.br` and `.gz` beside it: compressed once here, not for each request. Files in
// deeper folders are parts, not pages.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist/assets'));
const modules = process.argv[3] === 'playground' ? ['playground'] : modulesOfProduct();

const isPage = (file) => /\.(tsx?|css)$/.test(file) && !/\.(spec\.tsx?|d\.ts)$/.test(file);

function modulesOfProduct() {
  return readdirSync(join(root, 'src')).map((module) => join('src', module));
}

function pagesOf(module) {
  const folder = join(root, module, 'client');
  try {
    return readdirSync(folder)
      .filter(isPage)
      .map((file) => join(folder, file));
  } catch {
    return [];
  }
}

for (const module of modules) {
  const entryPoints = pagesOf(module);
  if (entryPoints.length === 0) continue;
  await build({
    entryPoints,
    outdir: join(out, basename(module)),
    bundle: true,
    minify: true,
    sourcemap: 'linked',
    format: 'esm',
    target: ['es2022'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfig: join(root, 'tsconfig.client.json'),
    logLevel: 'warning',
  });
}

/** 9 of 11: the last two steps save a tenth of the bytes and take twenty times as long. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

for (const file of readdirSync(out, { recursive: true }).filter((each) =>
  /\.(js|css)$/.test(each),
)) {
  const path = join(out, file);
  const bytes = readFileSync(path);
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, BROTLI));
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
}
