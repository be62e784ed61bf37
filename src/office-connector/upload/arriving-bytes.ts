/**
 * The bytes of a request whose sender may vanish in the middle: then they simply end, and what came before
 * is kept.
 */
export async function* untilCut(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of content) yield chunk;
  } catch {
    // The offset tells whoever comes back how far it went.
  }
}

/** Passes bytes through, and afterwards tells how many there were. */
export async function* counted(
  content: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    count(chunk.length);
    yield chunk;
  }
}
