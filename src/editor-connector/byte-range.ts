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
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (from === '') return to === '' || Number(to) === 0 ? 'outside' : lastBytes(Number(to), size);
  const start = Number(from);
  const end = to === '' ? size : Math.min(Number(to) + 1, size);
  if (to !== '' && Number(to) < start) return undefined;
  return start < size ? { start, end } : 'outside';
}

const lastBytes = (count: number, size: number): ByteRange | 'outside' =>
  size === 0 ? 'outside' : { start: Math.max(0, size - count), end: size };
