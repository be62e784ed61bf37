import { create } from 'content-disposition';
import type { OpenedContent } from './opened-content.js';

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

/**
 * RFC 6266: a name in ASCII for old clients, and the true one as RFC 8187 writes it where they differ. Accents are
 * dropped from the first, and it has no sign that a client could take for a path, an escape or a quote.
 */
export function attachment(filename: string): string {
  const fallback = filename
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/["\\%;/]/g, '_');
  return create(filename, { fallback });
}

/** What every answer about this content carries, whether it brings bytes or not. */
export const contentHeaders = (content: OpenedContent): Record<string, string> => ({
  etag: quoted(content.etag),
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'last-modified': new Date(content.version.createdAtMs).toUTCString(),
  ...fileHeaders(content.filename),
});

/** For bytes that are saved as a file. Should a browser show them nevertheless, they run nothing and have no origin. */
export const fileHeaders = (filename: string): Record<string, string> => ({
  'content-disposition': attachment(filename),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
});
