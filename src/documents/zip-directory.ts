const END = 0x06054b50;
const END_SIZE = 22;
const ENTRY = 0x02014b50;
const ENTRY_SIZE = 46;
const LOCAL = 0x04034b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_LOCATOR_SIZE = 20;
const ZIP64_END = 0x06064b50;
const MAX_COMMENT = 0xffff;

export interface ZipDirectory {
  /** Lower case, with forward slashes: part names are compared without regard to case. */
  readonly names: readonly string[];
  /** False when the directory begins before the bytes at hand, so that only its end is known. */
  readonly isWhole: boolean;
}

export const startsAsZip = (head: Buffer): boolean =>
  head.length >= 4 && head.readUInt32LE(0) === LOCAL;

/**
 * The names that a zip's central directory lists, read from the end of the file (APPNOTE 4.3). Undefined when
 * there is no end record: the file is cut off, or no zip.
 */
export function zipDirectory(tail: Buffer): ZipDirectory | undefined {
  const end = findEnd(tail);
  if (end === undefined) return undefined;
  const directoryEnd = zip64EndBefore(tail, end) ?? { at: end, size: tail.readUInt32LE(end + 12) };
  const start = directoryEnd.at - directoryEnd.size;
  if (start >= 0) return { names: namesFrom(tail, start, directoryEnd.at), isWhole: true };
  const first = tail.indexOf(signature(ENTRY));
  return {
    names: first < 0 ? [] : namesFrom(tail, first, directoryEnd.at),
    isWhole: false,
  };
}

function findEnd(tail: Buffer): number | undefined {
  const lowest = Math.max(0, tail.length - END_SIZE - MAX_COMMENT);
  for (let at = tail.length - END_SIZE; at >= lowest; at--) {
    if (tail.readUInt32LE(at) !== END) continue;
    if (at + END_SIZE + tail.readUInt16LE(at + 20) <= tail.length) return at;
  }
  return undefined;
}

/** Zip64 puts a record and its locator between the directory and the end record. */
function zip64EndBefore(tail: Buffer, end: number): { at: number; size: number } | undefined {
  const locator = end - ZIP64_LOCATOR_SIZE;
  if (locator < 0 || tail.readUInt32LE(locator) !== ZIP64_LOCATOR) return undefined;
  const at = tail.lastIndexOf(signature(ZIP64_END), locator - 1);
  if (at < 0 || at + 48 > locator) return undefined;
  return { at, size: Number(tail.readBigUInt64LE(at + 40)) };
}

function namesFrom(tail: Buffer, start: number, end: number): string[] {
  const names: string[] = [];
  let at = start;
  while (at + ENTRY_SIZE <= end && tail.readUInt32LE(at) === ENTRY) {
    const nameLength = tail.readUInt16LE(at + 28);
    const rest = tail.readUInt16LE(at + 30) + tail.readUInt16LE(at + 32);
    const name = tail.toString('utf8', at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    names.push(name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase());
    at += ENTRY_SIZE + nameLength + rest;
  }
  return names;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
