import { constants, inflateRawSync } from 'node:zlib';
import { normalisedName } from './zip-directory.js';

const LOCAL_HEADER = Buffer.from('PK\x03\x04', 'latin1');
const LOCAL_HEADER_SIZE = 30;
const DEFLATED = 8;
/** The longest header that matters: 30 bytes and a name such as META-INF/manifest.xml. */
const REACH = 64;
/** Of one entry: the types and relationships of some ten thousand parts. */
const MAX_COMPRESSED = 256 * 1024;
const MAX_PLAIN = 4 * 1024 * 1024;
/** Of all entries of one file; packages within a package have entries of the same names. */
const MAX_KEPT = 1024 * 1024;
const MAX_FOUND = 256;
/** [MS-OFFCRYPTO] 2.3.4.4: the stream of a compound file that holds a package with a password. */
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le');

interface FoundEntry {
  readonly name: string;
  /** Where its local header stands in the file. */
  readonly at: number;
  readonly isDeflated: boolean;
  /** Where its bytes begin, and where they end at the latest. */
  readonly from: number;
  until: number;
  taken: number;
  readonly pieces: Buffer[];
}

/**
 * Watches a file pass and keeps the few small ZIP entries that say what a package is, wherever they lie; of a
 * compound file ([MS-CFB]) whether it names the stream EncryptedPackage. Holds a bounded number of bytes.
 * Zero them after use.
 */
export class ContainerScan {
  readonly #names: ReadonlySet<string>;
  /** The last bytes of the piece before, then the present piece. */
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
   * What the entry holds, decompressed. Undefined when it was not seen, is encrypted, damaged or too long, or
   * when there are several of that name and `at` does not say which is meant.
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
    this.#window.fill(0);
    for (const { pieces } of this.#found) for (const piece of pieces) piece.fill(0);
  }

  #grow(length: number): void {
    const larger = Buffer.alloc(length);
    this.#window.copy(larger, 0, 0, this.#carried);
    this.#window.fill(0);
    this.#window = larger;
  }

  /** Looks at each header once: in the window that holds all of its reach. */
  #findEntries(seen: Buffer): void {
    const last = seen.length - REACH;
    for (let at = seen.indexOf(LOCAL_HEADER); at >= 0 && at <= last;) {
      this.#closeBefore(this.#windowAt + at);
      this.#add(seen, at);
      at = seen.indexOf(LOCAL_HEADER, at + LOCAL_HEADER.length);
    }
  }

  /** Where the size of an entry stands behind it, the next header ends it. */
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
    // What follows the compressed bytes is left alone; if their end is missing, what is there is used.
    const options = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: MAX_PLAIN };
    return inflateRawSync(stored, options);
  } catch {
    return undefined;
  }
}
