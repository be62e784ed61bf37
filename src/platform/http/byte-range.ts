import { parse } from 'range-parser';

/** Half-open, within the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The one range of a `Range` header, cut to the size (RFC 9110 §14). Undefined, the whole file: no header, several
 * ranges, another unit, or a header that is malformed. `unsatisfiable`: no byte of the file lies in it.
 */
export function byteRange(
  header: string | undefined,
  size: number,
): ByteRange | 'unsatisfiable' | undefined {
  if (header === undefined) return undefined;
  const { code, type, ranges } = parse(size, header.trim());
  const isMalformed = (code & 1) !== 0;
  if (type !== 'bytes' || isMalformed || ranges.length > 1) return undefined;
  const [range] = ranges;
  return range === undefined ? 'unsatisfiable' : { start: range.start, end: range.end + 1 };
}

/** `Content-Range` of a 206, or of a 416 when no range is given. */
export const contentRange = (size: number, range?: ByteRange): string =>
  range === undefined ? `bytes */${size}` : `bytes ${range.start}-${range.end - 1}/${size}`;
