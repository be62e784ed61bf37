import type { IncomingBytes } from '../../platform/http/stream-body.js';
import { FileKey } from '../../version-archive/index.js';
import { badFileKey } from '../documents.errors.js';

/**
 * Runs `work` with the file key that a request brought as its body, or without one when the body is empty. The
 * key is never a string, and zero when this is done: what it came in as well as the copy.
 */
export async function withFileKey<Result>(
  body: IncomingBytes,
  work: (key: FileKey | undefined) => Promise<Result>,
): Promise<Result> {
  const key = new FileKey(new Uint8Array(FileKey.BYTES));
  try {
    const size = await readInto(key.bytes, body.stream);
    if (size !== 0 && size !== FileKey.BYTES) throw badFileKey();
    return await work(size === 0 ? undefined : key);
  } finally {
    key.destroy();
  }
}

async function readInto(bytes: Buffer, stream: AsyncIterable<unknown>): Promise<number> {
  let size = 0;
  for await (const piece of stream as AsyncIterable<Buffer>) {
    if (size + piece.length > bytes.length) throw badFileKey();
    bytes.set(piece, size);
    size += piece.length;
    piece.fill(0);
  }
  return size;
}
