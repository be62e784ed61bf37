import type { FileKey } from './object-store.js';

/** A copy of its own, outside the shared buffer pool, so that zeroing it leaves nothing and harms nobody. */
export class ZeroedFileKey implements FileKey {
  readonly bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.allocUnsafeSlow(bytes.length);
    this.bytes.set(bytes);
  }

  destroy(): void {
    this.bytes.fill(0);
  }
}
