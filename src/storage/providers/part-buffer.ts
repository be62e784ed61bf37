import { createHash } from 'node:crypto';

const FIRST_BYTES = 65_536;

/**
 * Collects bytes up to a limit in one buffer, which grows as needed: most shards are small. The hash is updated
 * with every piece; hashing a whole part at once would block the event loop.
 */
export class PartBuffer {
  #hash = createHash('md5');
  #memory = Buffer.alloc(0);
  #length = 0;

  constructor(private readonly limit: number) {}

  /** The collected bytes; valid until the next `add` or `clear`. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  get md5(): string {
    return this.#hash.copy().digest('base64');
  }

  /** Copies as much as fits, and returns how much that was. */
  add(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, this.limit - this.#length);
    this.#makeRoomFor(this.#length + taken.length);
    this.#memory.set(taken, this.#length);
    this.#hash.update(taken);
    this.#length += taken.length;
    return taken.length;
  }

  clear(): void {
    this.#length = 0;
    this.#hash = createHash('md5');
  }

  /** Clears, and releases the memory. */
  free(): void {
    this.clear();
    this.#memory = Buffer.alloc(0);
  }

  #makeRoomFor(length: number): void {
    if (length <= this.#memory.length) return;
    const size = Math.max(length, FIRST_BYTES, 2 * this.#memory.length);
    const larger = Buffer.allocUnsafeSlow(Math.min(size, this.limit));
    this.#memory.copy(larger, 0, 0, this.#length);
    this.#memory = larger;
  }
}
