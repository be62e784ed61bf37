import { Session } from 'node:inspector/promises';

/** Of one sample in so many bytes; the sampler's own work stays below a hundredth of what is measured. */
const SAMPLED_EVERY_BYTES = 8 * 1024;

interface Node {
  readonly selfSize: number;
  readonly children: readonly Node[];
}

/**
 * Bytes that everything in this process puts on V8's heap during `work`, freed or not, as the sampling profiler
 * estimates them: a few hundredths off for some megabytes. Buffers lie elsewhere and are not counted.
 */
export async function bytesAllocatedIn(work: () => Promise<void>): Promise<number> {
  const inspector = new Session();
  inspector.connect();
  try {
    await inspector.post('HeapProfiler.startSampling', {
      samplingInterval: SAMPLED_EVERY_BYTES,
      includeObjectsCollectedByMajorGC: true,
      includeObjectsCollectedByMinorGC: true,
    });
    await work();
    const { profile } = await inspector.post('HeapProfiler.stopSampling');
    return sizeOf(profile.head);
  } finally {
    inspector.disconnect();
  }
}

const sizeOf = ({ selfSize, children }: Node): number =>
  children.reduce((sum, child) => sum + sizeOf(child), selfSize);
