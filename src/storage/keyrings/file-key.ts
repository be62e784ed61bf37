import { secretBytes } from '../../platform/crypto/secret-bytes.js';
import type { FileKey } from '../object-store.js';

/** A copy of its own, so that zeroing it leaves nothing and harms nobody. */
export class ZeroedFileKey implements FileKey {
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = secretBytes(bytes.length);
    this.bytes.set(bytes);
  }

  destroy(): void {
    this.bytes.fill(0);
  }
}
