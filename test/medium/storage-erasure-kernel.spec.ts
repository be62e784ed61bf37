import { expect, it } from '@jest/globals';
import { kernelBase64 } from '../../src/storage/erasure/erasure-kernel.wasm.js';
// @ts-expect-error a plain script without types
import { buildErasureKernel } from '../../scripts/build-erasure-kernel.mjs';

it('should have committed the kernel that its source builds', async () => {
  expect(await (buildErasureKernel as () => Promise<string>)()).toBe(kernelBase64);
});
