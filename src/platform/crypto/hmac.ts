import { createHmac, hash } from 'node:crypto';
import { withRawKey } from './raw-key.js';

const BLOCK_BYTES = 64;
const HASH_BYTES = 32;
const SHORT_BYTES = 1024;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** Memory of their own, used again and zeroed after each use. */
const inner = Buffer.from(new ArrayBuffer(BLOCK_BYTES + SHORT_BYTES));
const outer = Buffer.from(new ArrayBuffer(BLOCK_BYTES + HASH_BYTES));

/**
 * HMAC-SHA256 (RFC 2104) with a key of at most 64 bytes. A short message is hashed in two calls: that takes half the time
 * of an HMAC object, which the collector has to free as well, and a save needs some thirty of them.
 */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Buffer {
  if (key.length > BLOCK_BYTES) throw new RangeError(`a key has at most ${BLOCK_BYTES} bytes`);
  if (message.length > SHORT_BYTES)
    return withRawKey(() => createHmac('sha256', key))
      .update(message)
      .digest();
  for (let at = 0; at < BLOCK_BYTES; at++) {
    const byte = key[at] ?? 0;
    inner[at] = byte ^ INNER_PAD;
    outer[at] = byte ^ OUTER_PAD;
  }
  inner.set(message, BLOCK_BYTES);
  const end = BLOCK_BYTES + message.length;
  const digest = hash('sha256', inner.subarray(0, end), 'buffer');
  outer.set(digest, BLOCK_BYTES);
  const mac = hash('sha256', outer, 'buffer');
  digest.fill(0);
  inner.fill(0, 0, end);
  outer.fill(0);
  return mac;
}
