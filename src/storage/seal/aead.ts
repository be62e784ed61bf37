import { createCipheriv, createDecipheriv } from 'node:crypto';
import { withRawKey } from '../../platform/crypto/raw-key.js';

export const TAG_BYTES = 16;
const ZERO_NONCE = Buffer.alloc(12);
const OPTIONS = { authTagLength: TAG_BYTES } as const;

/** ChaCha20-Poly1305 with a zero nonce: only for a key that seals one message in its life. */
export function sealOnce(key: Uint8Array, plain: Uint8Array): Buffer {
  const cipher = withRawKey(() => createCipheriv('chacha20-poly1305', key, ZERO_NONCE, OPTIONS));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** The plaintext, or undefined when the tag does not match. */
export function openOnce(key: Uint8Array, sealed: Uint8Array): Buffer | undefined {
  const end = sealed.length - TAG_BYTES;
  if (end < 0) return undefined;
  const decipher = withRawKey(() =>
    createDecipheriv('chacha20-poly1305', key, ZERO_NONCE, OPTIONS),
  );
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
    return plain;
  } catch {
    plain.fill(0);
    return undefined;
  }
}
