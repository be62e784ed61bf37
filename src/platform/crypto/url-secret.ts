import { hkdf } from './hkdf.js';
import { randomSecret, secretBytes } from '../memory/wiping.js';

const SECRET_BYTES = 32;

/**
 * 32 random bytes that stand in a URL as base64url. Ids and keys are derived from them with HKDF-SHA256; nothing
 * that is derived leads back to the secret, so what is stored under an id opens nothing.
 */
export class UrlSecret {
  readonly #bytes: Buffer;

  private constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  static fresh(): UrlSecret {
    return new UrlSecret(randomSecret(SECRET_BYTES));
  }

  /** Undefined for a text that cannot be one. */
  static parse(text: string): UrlSecret | undefined {
    const bytes = secretBytes(SECRET_BYTES);
    const written = bytes.write(text, 'base64url');
    // Comparing back refuses other spellings of the same bytes: the issued URL must match literally.
    if (written !== SECRET_BYTES || bytes.toString('base64url') !== text) return undefined;
    return new UrlSecret(bytes);
  }

  /** For the URL, and for nothing else. */
  reveal(): string {
    return this.#bytes.toString('base64url');
  }

  /** Bytes for one purpose, named by `info`; at most 32. The caller zeroes keys. */
  derive(info: string, length: number): Buffer {
    return hkdf(this.#bytes, info, { length });
  }

  /** The URL is issued or used, and the secret is no longer needed. */
  destroy(): void {
    this.#bytes.fill(0);
  }
}
