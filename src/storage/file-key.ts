import { secretBytes } from '../platform/memory/secret-bytes.js';
import { FILE_KEY_BYTES } from './seal/age-header.js';

/**
 * The 16-byte age file key of one object, as a copy of its own: zeroing it leaves nothing behind and affects nobody
 * else. Whoever holds it reads that one object and no other.
 */
export class FileKey {
  static readonly BYTES = FILE_KEY_BYTES;
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = secretBytes(bytes.length);
    this.bytes.set(bytes);
  }

  /** Takes over bytes that nobody else needs: they are zeroed. */
  static takeOver(bytes: Uint8Array): FileKey {
    const key = new FileKey(bytes);
    bytes.fill(0);
    return key;
  }

  /** Zeroes the key. Call it as soon as the reading is done. */
  destroy(): void {
    this.bytes.fill(0);
  }
}
