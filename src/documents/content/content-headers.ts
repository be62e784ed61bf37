import type { OpenedContent } from './opened-content.js';

/** A half-open range of bytes; undefined: the whole; `unsatisfiable`: none of what is there. */
export type WantedRange =
  { readonly start: number; readonly end: number } | 'unsatisfiable' | undefined;

/** RFC 9110 §14: one `bytes` range. Several ranges, other units and nonsense are answered with the whole. */
export function rangeOf(header: string | undefined, size: number): WantedRange {
  const match = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '');
  if (match === null) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '') return last === '' ? undefined : suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return undefined;
  if (start >= size) return 'unsatisfiable';
  return { start, end: last === '' ? size : Math.min(Number(last) + 1, size) };
}

const suffix = (length: number, size: number): WantedRange =>
  length === 0 || size === 0 ? 'unsatisfiable' : { start: Math.max(0, size - length), end: size };

/** The range counts only while the content is still the one that `If-Range` names. */
export const rangeHeaderFor = (
  headers: { readonly range?: string | undefined; readonly 'if-range'?: string | undefined },
  etag: string,
): string | undefined => {
  const condition = headers['if-range'];
  return condition === undefined || condition === quoted(etag) ? headers.range : undefined;
};

export const quoted = (etag: string): string => `"${etag}"`;

/**
 * The etags of a condition, unquoted. Proxies that compress on the way make a tag weak or append the coding
 * (`W/"…"`, `"…-gzip"`, `"…;br"`): the bytes it stands for are the same, and what comes back with it replaces
 * exactly them. Bare values are taken as they are.
 */
export function etagsIn(header: string | undefined): readonly string[] | undefined {
  return header
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.replace(/^W\//, '').replace(/^"(.*)"$/, '$1'))
    .map((tag) => tag.replace(/(?:-{1,2}|;)(?:gzip|br|deflate|zstd)$/, ''));
}

export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = etagsIn(ifNoneMatch) ?? [];
  return tags.includes('*') || tags.includes(etag);
}

/** RFC 6266: an ASCII name for old clients, the true one in RFC 5987 form for all others. */
export function attachment(filename: string): string {
  const ascii = filename
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/["\\%;/]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${extValue(filename)}`;
}

const extValue = (text: string): string =>
  encodeURIComponent(text).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What every answer about this content carries, whether it brings bytes or not. */
export const contentHeaders = (content: OpenedContent): Record<string, string> => ({
  etag: quoted(content.etag),
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'last-modified': new Date(content.version.createdAtMs).toUTCString(),
  'content-disposition': attachment(content.filename),
  'x-content-type-options': 'nosniff',
  // Should a browser show it in spite of the disposition, it runs nothing and belongs to no origin.
  'content-security-policy': "default-src 'none'; sandbox",
});
