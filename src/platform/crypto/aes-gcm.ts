import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { withRawKey } from './raw-key.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What sealing adds to the plaintext. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;

/**
 * AES-256-GCM with a random nonce: nonce, ciphertext, tag. `binding` is not part of the result, but opening needs the
 * same one.
 */
export function seal(key: Uint8Array, plain: Uint8Array, binding: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = withRawKey(() => createCipheriv('aes-256-gcm', key, nonce)).setAAD(binding);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext; undefined with another key or binding, or when the sealed bytes were changed. */
export function open(key: Uint8Array, sealed: Uint8Array, binding: Uint8Array): Buffer | undefined {
  if (sealed.length < OVERHEAD_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const decipher = withRawKey(() => createDecipheriv('aes-256-gcm', key, nonce))
    .setAAD(binding)
    .setAuthTag(sealed.subarray(-TAG_BYTES));
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
    return plain;
  } catch {
    return undefined;
  }
}
