const LOCAL = 0x04034b50;
const END = 0x06054b50;
const END_SIZE = 22;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_END = 0x06064b50;
/** APPNOTE 4.4.1.4: the value is in a Zip64 field. */
const ELSEWHERE = 0xffffffff;

export interface ZipDirectory {
  /** By normalised name: offset of the entry's local header in the file; undefined for Zip64 offsets. */
  readonly entries: ReadonlyMap<string, number | undefined>;
  /** False when the directory begins before the tail, so that only its end is known. */
  readonly isWhole: boolean;
}

/** Lower case, with forward slashes, from the root: part names are compared without regard to case. */
export const normalisedName = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

export const startsAsZip = (head: Buffer): boolean =>
  head.length >= 4 && head.readUInt32LE(0) === LOCAL;

/**
 * Reads a zip's central directory from the end of the file (APPNOTE 4.3). Other data may come before or after the zip.
 * Undefined when there is no end record: the file is cut off, or no zip.
 *
 * @param tailAt offset of the tail in the file
 */
export function zipDirectory(tail: Buffer, tailAt: number): ZipDirectory | undefined {
  const end = findEnd(tail);
  if (end === undefined) return undefined;
  const directory = zip64EndBefore(tail, end) ?? {
    end,
    size: tail.readUInt32LE(end + 12),
    offset: tail.readUInt32LE(end + 16),
  };
  const start = directory.end - directory.size;
  const isWhole = start >= 0;
  const from = isWhole ? start : tail.indexOf(signature(ENTRY));
  // Offsets are relative to the beginning of the zip, which may follow other data.
  const before = tailAt + start - directory.offset;
  const entries = from < 0 ? new Map() : entriesFrom(tail, { from, end: directory.end, before });
  return { entries, isWhole };
}

/** The record whose comment ends the file: a comment may quote a record. With data after the zip, the last one. */
function findEnd(tail: Buffer): number | undefined {
  let last: number | undefined;
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END) continue;
    const after = tail.length - (at + END_SIZE + tail.readUInt16LE(at + 20));
    if (after === 0) return at;
    if (after > 0) last ??= at;
  }
  return last;
}

/** Zip64 puts a record and its locator between the directory and the end record. */
function zip64EndBefore(
  tail: Buffer,
  end: number,
): { readonly end: number; readonly size: number; readonly offset: number } | undefined {
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR) return undefined;
  const at = tail.lastIndexOf(signature(ZIP64_END), locator - 1);
  if (at < 0 || at + 56 > locator) return undefined;
  return {
    end: at,
    size: Number(tail.readBigUInt64LE(at + 40)),
    offset: Number(tail.readBigUInt64LE(at + 48)),
  };
}

function entriesFrom(
  tail: Buffer,
  { from, end, before }: { readonly from: number; readonly end: number; readonly before: number },
): Map<string, number | undefined> {
  const entries = new Map<string, number | undefined>();
  let at = from;
  while (at + ENTRY_SIZE <= end && tail.readUInt32LE(at) === ENTRY) {
    const nameLength = tail.readUInt16LE(at + 28);
    const rest = tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
    const name = tail.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    const offset = tail.readUInt32LE(at + 42);
    entries.set(normalisedName(name), offset === ELSEWHERE ? undefined : before + offset);
    at += ENTRY_SIZE + nameLength + rest;
  }
  return entries;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
