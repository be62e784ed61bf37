import { constants, inflateRawSync } from 'node:zlib';
import { wipe } from '../../platform/memory/wiping.js';
import { normalisedName, zipDirectory, type ZipDirectory } from './zip-directory.js';

const HEAD_BYTES = 64 * 1024;
/** A zip has its directory at the end. 1 MiB lists about ten thousand entries. */
const TAIL_BYTES = 1024 * 1024;

/**
 * The part of a stream that the check needs: its first and last bytes and, for containers, the result of a scan.
 * All bytes are copies, because the next reader may overwrite the chunks. Call `destroy` after use: it zeroes them.
 */
export class FileSample {
  #head = Buffer.alloc(0);
  readonly #tail = new LastBytes(TAIL_BYTES);
  #size = 0;
  readonly #scan: ContainerScan | undefined;

  /** @param entries of a ZIP container that will be read; none for files that are no container */
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
      wipe(this.#head);
      this.#head = longer;
    }
    this.#tail.add(chunk);
  }

  get size(): number {
    return this.#size;
  }

  get head(): Buffer {
    return this.#head;
  }

  /** At most the last mebibyte. */
  get tail(): Buffer {
    return this.#tail.inOrder();
  }

  /** Undefined when the file has no end record of a ZIP container. */
  zipDirectory(): ZipDirectory | undefined {
    const { tail } = this;
    return zipDirectory(tail, this.#size - tail.length);
  }

  /** The content of an entry of the ZIP container, if it was kept. */
  entry(name: string, directory: ZipDirectory): Buffer | undefined {
    return this.#scan?.contentOf(name, directory.entries.get(name));
  }

  get hasEncryptedPackage(): boolean {
    return this.#scan?.hasEncryptedPackage ?? false;
  }

  destroy(): void {
    this.#scan?.destroy();
    wipe(this.#head);
    this.#tail.destroy();
  }
}

/** The last bytes of a stream, in one ring that grows up to `most`: new memory for each chunk costs as much as sealing it. */
class LastBytes {
  #ring = Buffer.alloc(0);
  /** Of all bytes so far. */
  #size = 0;

  constructor(private readonly most: number) {}

  add(chunk: Uint8Array): void {
    if (this.#ring.length < this.most) this.#grow(this.#size + chunk.length);
    const { length } = this.#ring;
    const last = chunk.subarray(Math.max(0, chunk.length - length));
    const at = (this.#size + chunk.length - last.length) % length;
    const first = last.subarray(0, length - at);
    this.#ring.set(first, at);
    this.#ring.set(last.subarray(first.length), 0);
    this.#size += chunk.length;
  }

  /** Turns the ring round, so call it after the last chunk. */
  inOrder(): Buffer {
    const { length } = this.#ring;
    if (this.#size <= length) return this.#ring.subarray(0, this.#size);
    const at = this.#size % length;
    const turned = Buffer.concat([this.#ring.subarray(at), this.#ring.subarray(0, at)]);
    wipe(this.#ring);
    this.#ring = turned;
    this.#size = length;
    return turned;
  }

  destroy(): void {
    wipe(this.#ring);
  }

  /** Nothing has come round yet, so the bytes are in order. */
  #grow(needed: number): void {
    if (needed <= this.#ring.length) return;
    const doubled = Math.max(needed, 2 * this.#ring.length);
    const larger = Buffer.alloc(Math.min(this.most, doubled));
    larger.set(this.#ring.subarray(0, this.#size));
    wipe(this.#ring);
    this.#ring = larger;
  }
}

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const LOCAL_HEADER_SIZE = 30;
const DEFLATED = 8;
/** The longest header that is needed: 30 bytes and a name such as META-INF/manifest.xml. */
const REACH = 64;
/** Limits of one entry: the types and relationships of about ten thousand parts. */
const MAX_COMPRESSED = 256 * 1024;
const MAX_PLAIN = 4 * 1024 * 1024;
/** Limits of all entries of one file; a package inside a package has entries of the same names. */
const MAX_KEPT = 1024 * 1024;
const MAX_FOUND = 256;
/** [MS-OFFCRYPTO] 2.3.4.4: the stream of a compound file that holds a package with a password. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

interface FoundEntry {
  readonly name: string;
  /** Offset of its local header in the file. */
  readonly at: number;
  readonly isDeflated: boolean;
  /** Offset of its first byte, and the largest possible offset of its end. */
  readonly from: number;
  until: number;
  taken: number;
  readonly pieces: Buffer[];
}

/**
 * Scans a file while it streams and keeps the few small ZIP entries that state the type of a package, wherever they
 * are. For a compound file ([MS-CFB]) it notes whether there is a stream EncryptedPackage. Keeps a bounded number of
 * bytes; `destroy` zeroes them.
 */
class ContainerScan {
  readonly #names: ReadonlySet<string>;
  /** The last bytes of the previous chunk, then the current chunk. */
  #window = Buffer.alloc(0);
  #windowAt = 0;
  #carried = 0;
  #kept = 0;
  readonly #found: FoundEntry[] = [];
  #hasEncryptedPackage = false;

  /** `names` as {@link normalisedName} makes them. */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  get hasEncryptedPackage(): boolean {
    return this.#hasEncryptedPackage;
  }

  add(chunk: Uint8Array): void {
    const length = this.#carried + chunk.length;
    if (this.#window.length < length) this.#grow(length);
    this.#window.set(chunk, this.#carried);
    const seen = this.#window.subarray(0, length);
    this.#hasEncryptedPackage ||= seen.includes(ENCRYPTED_PACKAGE);
    this.#findEntries(seen);
    for (const entry of this.#found) this.#take(entry, seen);
    const keep = Math.min(length, REACH - 1);
    this.#window.copyWithin(0, length - keep, length);
    this.#windowAt += length - keep;
    this.#carried = keep;
  }

  /**
   * The decompressed entry. Undefined when it was not found, is encrypted, damaged or too long, or when several
   * entries have the name and `at` selects none.
   */
  contentOf(name: string, at: number | undefined): Buffer | undefined {
    const [entry, another] = this.#found.filter(
      (found) => found.name === name && (at === undefined || found.at === at),
    );
    if (entry === undefined || another !== undefined) return undefined;
    const stored = Buffer.concat(entry.pieces);
    return entry.isDeflated ? inflated(stored) : stored;
  }

  destroy(): void {
    wipe(this.#window);
    for (const { pieces } of this.#found) for (const piece of pieces) wipe(piece);
  }

  #grow(length: number): void {
    const larger = Buffer.alloc(length);
    this.#window.copy(larger, 0, 0, this.#carried);
    wipe(this.#window);
    this.#window = larger;
  }

  /** Reads each header once: in the first window that contains all of it. */
  #findEntries(seen: Buffer): void {
    const last = seen.length - REACH;
    for (let at = seen.indexOf(LOCAL_HEADER); at >= 0 && at <= last;) {
      this.#closeBefore(this.#windowAt + at);
      this.#add(seen, at);
      at = seen.indexOf(LOCAL_HEADER, at + LOCAL_HEADER.length);
    }
  }

  /** An entry whose size follows its data ends at the next header. */
  #closeBefore(at: number): void {
    const entry = this.#found.at(-1);
    if (entry !== undefined && entry.from <= at) entry.until = Math.min(entry.until, at);
  }

  #add(seen: Buffer, at: number): void {
    const nameAt = at + LOCAL_HEADER_SIZE;
    const nameLength = seen.readUInt16LE(at + 26);
    if (LOCAL_HEADER_SIZE + nameLength > REACH || this.#found.length >= MAX_FOUND) return;
    const name = normalisedName(seen.toString('latin1', nameAt, nameAt + nameLength));
    const flags = seen.readUInt16LE(at + 6);
    const isEncrypted = (flags & 1) === 1;
    if (!this.#names.has(name) || isEncrypted) return;
    const from = this.#windowAt + nameAt + nameLength + seen.readUInt16LE(at + 28);
    const size = seen.readUInt32LE(at + 18);
    const isSizeBehind = (flags & 8) === 8;
    this.#found.push({
      name,
      at: this.#windowAt + at,
      isDeflated: seen.readUInt16LE(at + 8) === DEFLATED,
      from,
      until: from + (isSizeBehind ? MAX_COMPRESSED : Math.min(size, MAX_COMPRESSED)),
      taken: 0,
      pieces: [],
    });
  }

  #take(entry: FoundEntry, seen: Buffer): void {
    const begin = entry.from + entry.taken - this.#windowAt;
    const end = Math.min(entry.until - this.#windowAt, seen.length);
    if (begin < 0 || begin >= end || this.#kept + end - begin > MAX_KEPT) return;
    const piece = Buffer.from(seen.subarray(begin, end));
    this.#kept += piece.length;
    entry.taken += piece.length;
    entry.pieces.push(piece);
  }
}

function inflated(stored: Buffer): Buffer | undefined {
  try {
    // Bytes after the compressed data are ignored; if its end is missing, the part that is there is used.
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_PLAIN };
    return inflateRawSync(stored, options);
  } catch {
    return undefined;
  }
}
