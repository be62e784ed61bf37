/**
 * What the coding thread runs. Node runs this file directly, in tests without a build: only erasable types, and imports
 * of Node's own modules; the runs of the kernel come from the file that it is started with.
 */
import { hash } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import type { KernelRuns as Runs } from '../erasure/kernel-runs.js';
import type { CodedStripes, CodingStart, StripesToCode } from './coding-thread.js';

const { kernelRuns, encoding } = workerData as CodingStart;
const { KernelRuns } = (await import(kernelRuns)) as {
  KernelRuns: new (module: WebAssembly.Module) => Runs;
};
const runs = new KernelRuns(encoding.module);

parentPort?.on('message', ({ id, stripes }: StripesToCode) => {
  const hashes = stripes.flatMap((blocks) => {
    runs.combine(blocks.slice(0, encoding.k), blocks.slice(encoding.k), encoding.tables);
    return blocks.map((block) => hash('sha256', block, 'buffer'));
  });
  const coded: CodedStripes = { id, hashes: Buffer.concat(hashes) };
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(coded);
});
