import { secretBytes } from '../../platform/crypto/secret-bytes.js';
import type { IncomingBytes } from '../../platform/http/stream-body.js';
import type { FileKey } from '../../version-archive/index.js';
import { badFileKey } from '../documents.errors.js';

const FILE_KEY_BYTES = 16;

/**
 * Runs `work` with the file key that a request brought as its body, or without one when the body is empty. The
 * key is never a string, and zero when this is done: what it came in as well as the copy.
 */
export async function withFileKey<Result>(
  body: IncomingBytes,
  work: (key: FileKey | undefined) => Promise<Result>,
): Promise<Result> {
  const bytes = secretBytes(FILE_KEY_BYTES);
  const key = { bytes, destroy: () => void bytes.fill(0) };
  try {
    const size = await readInto(bytes, body.stream);
    if (size !== 0 && size !== FILE_KEY_BYTES) throw badFileKey();
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
