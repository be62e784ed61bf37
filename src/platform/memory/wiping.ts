import { randomFillSync } from 'node:crypto';

/**
 * Allocates memory for a secret that will be zeroed (docs/memory.md). It gets a memory block of its own: small buffers
 * otherwise lie on V8's heap, and the garbage collector leaves copies when it moves them.
 */
export const secretBytes = (length: number): Buffer => Buffer.from(new ArrayBuffer(length));

export const randomSecret = (length: number): Buffer => randomFillSync(secretBytes(length));

/**
 * Zeroes bytes and frees their memory at once; the array is empty afterwards. Otherwise megabytes wait for the garbage
 * collector, and the C library's heap grows by them and never shrinks (measured: 430 MB after two thousand aborted
 * streams).
 */
export function wipe(bytes: Uint8Array): void {
  // Already freed.
  if (bytes.byteLength === 0) return;
  bytes.fill(0);
  freeMemory(bytes);
}

/**
 * Frees memory without zeroing it, for ciphertext. Frees only an array that covers its whole memory block; a part of a
 * shared block is left as it is.
 */
export function freeMemory({ buffer, byteLength }: Uint8Array): void {
  const isWhole = buffer.byteLength === byteLength && byteLength > 0;
  if (buffer instanceof ArrayBuffer && isWhole) buffer.transfer(0);
}

/**
 * Yields the chunks of a stream and wipes each as soon as the next one is requested. The reader must have processed or
 * copied a chunk by then, and nothing else may refer to it.
 */
export async function* wiped(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    try {
      yield chunk;
    } finally {
      wipe(chunk);
    }
  }
}
