/** Half-open, within the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * One range of a `Range` header, cut to the size. Undefined (the whole file) for no header, several ranges or
 * another unit, as RFC 9110 allows; `outside` when nothing of the file lies in it.
 */
export function byteRange(
  header: string | undefined,
  size: number,
): ByteRange | 'outside' | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (!first) return last ? lastBytes(Number(last), size) : undefined;
  return between(Number(first), last ? Number(last) : size - 1, size);
}

function between(first: number, last: number, size: number): ByteRange | 'outside' | undefined {
  if (first >= size) return 'outside';
  return last < first ? undefined : { start: first, end: Math.min(last + 1, size) };
}

const lastBytes = (count: number, size: number): ByteRange | 'outside' =>
  size === 0 || count === 0 ? 'outside' : { start: Math.max(0, size - count), end: size };
