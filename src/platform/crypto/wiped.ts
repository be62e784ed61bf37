/**
 * Passes chunks on and zeroes each as soon as the next is asked for: for streams whose chunks belong to nobody
 * else. Whoever reads must be done with a chunk by then, or have copied it.
 */
export async function* wiped(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    try {
      yield chunk;
    } finally {
      chunk.fill(0);
    }
  }
}
