const HEAD_BYTES = 64 * 1024;
/** Where a zip keeps its directory. 1 MiB lists some ten thousand entries. */
const TAIL_BYTES = 1024 * 1024;

/** The first and the last bytes of a stream, as copies: whoever reads on may overwrite the chunks. Zero them after use. */
export class FileEnds {
  #head = Buffer.alloc(0);
  #tail: Buffer[] = [];
  #tailSize = 0;
  #size = 0;

  add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#size += chunk.length;
    if (this.#head.length < HEAD_BYTES) {
      const missing = HEAD_BYTES - this.#head.length;
      const longer = Buffer.concat([this.#head, chunk.subarray(0, missing)]);
      this.#head.fill(0);
      this.#head = longer;
    }
    const last = Buffer.from(chunk.subarray(Math.max(0, chunk.length - TAIL_BYTES)));
    this.#tail.push(last);
    this.#tailSize += last.length;
    this.#forget();
  }

  get size(): number {
    return this.#size;
  }

  get head(): Buffer {
    return this.#head;
  }

  /** At most the last mebibyte. */
  get tail(): Buffer {
    const all = Buffer.concat(this.#tail);
    this.#zeroTail();
    this.#tail = [all];
    this.#tailSize = all.length;
    return all.subarray(Math.max(0, all.length - TAIL_BYTES));
  }

  destroy(): void {
    this.#head.fill(0);
    this.#zeroTail();
  }

  #forget(): void {
    while (this.#tailSize - this.#tail[0]!.length >= TAIL_BYTES) {
      const first = this.#tail.shift()!;
      this.#tailSize -= first.length;
      first.fill(0);
    }
  }

  #zeroTail(): void {
    for (const piece of this.#tail) piece.fill(0);
  }
}
