import { ContainerScan } from './container-scan.js';
import { zipDirectory, type ZipDirectory } from './zip-directory.js';

const HEAD_BYTES = 64 * 1024;
/** Where a zip keeps its directory. 1 MiB lists some ten thousand entries. */
const TAIL_BYTES = 1024 * 1024;

/**
 * What is kept of a stream to judge it: its first and last bytes and, for containers, what a scan found. All
 * of it copies: whoever reads on may overwrite the chunks. Zero them after use.
 */
export class FileSample {
  #head = Buffer.alloc(0);
  #tail: Buffer[] = [];
  #tailSize = 0;
  #size = 0;
  readonly #scan: ContainerScan | undefined;

  /** The entries of a ZIP container that will be asked for; none for files that are not looked into. */
  constructor(entries: readonly string[]) {
    this.#scan = entries.length === 0 ? undefined : new ContainerScan(entries);
  }

  add(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#scan?.add(chunk);
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

  /** Undefined when the file does not end as a ZIP container does. */
  zipDirectory(): ZipDirectory | undefined {
    const { tail } = this;
    return zipDirectory(tail, this.#size - tail.length);
  }

  /** The content of an entry of the ZIP container, as far as it could be kept. */
  entry(name: string, directory: ZipDirectory): Buffer | undefined {
    return this.#scan?.contentOf(name, directory.entries.get(name));
  }

  get hasEncryptedPackage(): boolean {
    return this.#scan?.hasEncryptedPackage ?? false;
  }

  destroy(): void {
    this.#scan?.destroy();
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
