// Builds src/storage/erasure/erasure-kernel.wasm.ts from erasure-kernel.wat: node scripts/build-erasure-kernel.mjs
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
  writeFileSync(new URL('erasure-kernel.wasm.ts', folder), `${text.join('\n')}\n`);
}
