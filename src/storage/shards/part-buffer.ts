const FIRST_BYTES = 65_536;

/** Collects bytes up to a limit in one piece of memory, which grows as needed: most shards are small. */
export class PartBuffer {
  #memory = Buffer.alloc(0);
  #length = 0;

  constructor(private readonly limit: number) {}

  /** What was collected; good until the next `add` or `clear`. */
  get bytes(): Buffer {
    return this.#memory.subarray(0, this.#length);
  }

  /** Copies as much as fits and answers how much that was. */
  add(bytes: Uint8Array): number {
    const taken = bytes.subarray(0, this.limit - this.#length);
    this.#makeRoomFor(this.#length + taken.length);
    this.#memory.set(taken, this.#length);
    this.#length += taken.length;
    return taken.length;
  }

  clear(): void {
    this.#length = 0;
  }

  /** Lets go of the memory. */
  free(): void {
    this.#length = 0;
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
