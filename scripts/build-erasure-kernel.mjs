// Builds src/storage/erasure/erasure-kernel.wasm.ts from erasure-kernel.wat: npm run generate:kernel
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openWabt from 'wabt';

const folder = new URL('../src/storage/erasure/', import.meta.url);

export async function buildErasureKernel() {
  const wabt = await openWabt();
  const source = readFileSync(new URL('erasure-kernel.wat', folder), 'utf8');
  const parsed = wabt.parseWat('erasure-kernel.wat', source, { simd: true });
  const { buffer } = parsed.toBinary({});
  parsed.destroy();
  return Buffer.from(buffer).toString('base64');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const base64 = await buildErasureKernel();
  const lines = base64.match(/.{1,84}/g).map((line) => `  '${line}'`);
  const text = [
    '/** Built from erasure-kernel.wat by scripts/build-erasure-kernel.mjs; do not edit. */',
    '// prettier-ignore',
    `export const kernelBase64 =\n${lines.join(' +\n')};`,
  ];
  const file = new URL('erasure-kernel.wasm.ts', folder);
  const fresh = `${text.join('\n')}\n`;
  if (!process.argv.includes('--check')) {
    writeFileSync(file, fresh);
  } else if (readFileSync(file, 'utf8') !== fresh) {
    process.stderr.write(
      'erasure-kernel.wasm.ts is not built from its .wat: npm run generate:kernel\n',
    );
    process.exitCode = 1;
  }
}
