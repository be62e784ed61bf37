import { closeSync, openSync, writeSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';

/** Where a record lies. */
export interface Place {
  readonly segment: SessionSegment;
  readonly at: number;
  readonly length: number;
}

const NEWLINE = '\n'.charCodeAt(0);
const END_OF_LINE = Buffer.from([NEWLINE]);

/**
 * A file of records, one a line, each of which can be overwritten where it lies. Written at a position instead of
 * appended: a file opened for appending could not be overwritten.
 */
export class SessionSegment {
  #size = 0;
  #records = 0;

  private constructor(
    private readonly path: string,
    private readonly descriptor: number,
  ) {}

  static create(path: string): SessionSegment {
    return new SessionSegment(path, openSync(path, 'wx+', 0o600));
  }

  /** One that an earlier run left, with what is in it; the last line may be a half one. */
  static async reopen(
    path: string,
  ): Promise<{ segment: SessionSegment; lines: { bytes: Buffer; place: Place }[] }> {
    const segment = new SessionSegment(path, openSync(path, 'r+'));
    const content = await readFile(path);
    const lines: { bytes: Buffer; place: Place }[] = [];
    for (let at = 0; at < content.length;) {
      const newline = content.indexOf(NEWLINE, at);
      const end = newline < 0 ? content.length : newline;
      lines.push({ bytes: content.subarray(at, end), place: { segment, at, length: end - at } });
      at = end + 1;
    }
    segment.#size = content.length;
    segment.#records = lines.length;
    return { segment, lines };
  }

  /** Nothing in it is of use any more. */
  get isEmpty(): boolean {
    return this.#records === 0;
  }

  append(record: Buffer): Place {
    const at = this.#size;
    this.#writeAll(record, at);
    this.#writeAll(END_OF_LINE, at + record.length);
    this.#size = at + record.length + 1;
    this.#records += 1;
    return { segment: this, at, length: record.length };
  }

  /** Blanks in its place: the lines before and after it stay what they are. */
  erase({ at, length }: Place): void {
    this.#records -= 1;
    this.#writeAll(Buffer.alloc(length, ' '), at);
  }

  close(): void {
    closeSync(this.descriptor);
  }

  async remove(): Promise<void> {
    this.close();
    await rm(this.path, { force: true });
  }

  /** A disk that gets full takes a part first. */
  #writeAll(bytes: Buffer, at: number): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.descriptor, bytes, done, bytes.length - done, at + done);
    }
  }
}
