import { createHmac } from 'node:crypto';
import { withRawKey } from './raw-key.js';
import { secretBytes } from '../memory/wiping.js';

const HASH_BYTES = 32;
const NO_SALT = Buffer.alloc(HASH_BYTES);

interface HkdfOptions {
  /** At most 32 bytes, which is also what is derived when it is left out. */
  readonly length?: number;
  readonly salt?: Uint8Array;
}

/**
 * HKDF-SHA256 (RFC 5869). Written with HMAC because `hkdfSync` wraps the secret in a key object,
 * whose copy stays in memory until it happens to be collected: what is derived here comes from secrets that
 * must be gone when their buffer is zeroed.
 */
export function hkdf(
  secret: Uint8Array,
  info: string,
  { length = HASH_BYTES, salt = NO_SALT }: HkdfOptions = {},
): Buffer {
  if (length > HASH_BYTES) throw new RangeError(`at most ${HASH_BYTES} bytes are derived`);
  const extracted = hmac(salt).update(secret).digest();
  const expanded = hmac(extracted).update(info).update('\x01').digest();
  extracted.fill(0);
  const derived = secretBytes(length);
  expanded.copy(derived, 0, 0, length);
  expanded.fill(0);
  return derived;
}

const hmac = (key: Uint8Array) => withRawKey(() => createHmac('sha256', key));
