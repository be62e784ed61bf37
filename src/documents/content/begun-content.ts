/** Read before the first byte is sent, so that failures of small files are still answered as errors. */
const LOOKED_AT_BYTES = 256 * 1024;

/** The same bytes, copied. The first ones are read here, so that failures at the beginning are thrown here. */
export async function begun(
  content: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> {
  const chunks = copiesOf(content);
  const first: Uint8Array[] = [];
  for (let bytes = 0; bytes < LOOKED_AT_BYTES; bytes += first.at(-1)?.length ?? 0) {
    const next = await chunks.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  return inTurn(first, chunks);
}

async function* copiesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) yield Buffer.from(chunk);
}

async function* inTurn(
  first: readonly Uint8Array[],
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}
