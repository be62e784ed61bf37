import { secretBytes } from '../platform/memory/wiping.js';
import { FILE_KEY_BYTES } from './seal/age-header.js';

/**
 * The 16-byte age file key of one object, in its own memory: zeroing it removes the key and affects no other copy. It
 * opens that one object only.
 */
export class FileKey {
  static readonly BYTES = FILE_KEY_BYTES;
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = secretBytes(bytes.length);
    this.bytes.set(bytes);
  }

  /** Copies `bytes` into a new key and zeroes them. */
  static takeOver(bytes: Uint8Array): FileKey {
    const key = new FileKey(bytes);
    bytes.fill(0);
    return key;
  }

  /** Zeroes the key. Call it as soon as the read has finished. */
  destroy(): void {
    this.bytes.fill(0);
  }
}
