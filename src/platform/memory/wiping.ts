import { randomFillSync } from 'node:crypto';

/**
 * Room for a secret that will be zeroed. In a memory block of its own: small buffers otherwise lie on the
 * collector's heap, which moves them about and leaves the old places as they were.
 */
export const secretBytes = (length: number): Buffer => Buffer.from(new ArrayBuffer(length));

export const randomSecret = (length: number): Buffer => randomFillSync(secretBytes(length));

/**
 * Zeroes bytes that nobody needs any more, and gives their memory back at once: they are empty afterwards. Without
 * that, megabytes wait for the collector, and the C library's heap grows to the sum of what waited and stays there
 * (measured: 430 MB after two thousand streams that broke off).
 */
export function wipe(bytes: Uint8Array): void {
  // Freed before: such bytes can be neither zeroed nor freed again.
  if (bytes.byteLength === 0) return;
  bytes.fill(0);
  freeMemory(bytes);
}

/**
 * The same for ciphertext, which needs no zeroing. Only a buffer that is all of its memory is freed; a part of
 * another one is left alone.
 */
export function freeMemory({ buffer, byteLength }: Uint8Array): void {
  const isWhole = buffer.byteLength === byteLength && byteLength > 0;
  if (buffer instanceof ArrayBuffer && isWhole) buffer.transfer(0);
}

/**
 * Passes chunks on and wipes each as soon as the next is asked for: for streams whose chunks belong to nobody
 * else. The reader must be done with a chunk by then, or have copied it.
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
