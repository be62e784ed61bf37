import { quoted } from '../../platform/http/etags.js';
import { create } from 'content-disposition';
import type { NamedExport } from './content-export.js';

/** The `Range` header, unless `If-Range` names other content (RFC 9110 §13.1.5). */
export const rangeHeaderFor = (
  headers: { readonly range?: string | undefined; readonly 'if-range'?: string | undefined },
  etag: string,
): string | undefined => {
  const condition = headers['if-range'];
  return condition === undefined || condition === quoted(etag) ? headers.range : undefined;
};

/**
 * RFC 6266: a file name in ASCII for old clients and, where it differs, the real one encoded by RFC 8187. The ASCII
 * name has no accents, and no character that a client could read as a path, an escape or a quote.
 */
export function attachment(filename: string): string {
  const fallback = filename
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '_')
    .replace(/["\\%;/]/g, '_');
  return create(filename, { fallback });
}

/** Headers of every answer about this content, with or without its bytes. */
export const contentHeaders = (content: {
  readonly etag: string;
  readonly filename: string;
  readonly version: { readonly createdAtMs: number };
}): Record<string, string> => ({
  etag: quoted(content.etag),
  'accept-ranges': 'bytes',
  'cache-control': 'private, no-cache',
  'last-modified': new Date(content.version.createdAtMs).toUTCString(),
  ...fileHeaders(content.filename),
});

/** For bytes to be saved as a file. If a browser shows them all the same, no script runs and the origin is opaque. */
export const fileHeaders = (filename: string): Record<string, string> => ({
  'content-disposition': attachment(filename),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
});

/** Of a converted file. It is made again each time, so nothing keeps it. */
export const exportHeaders = ({
  bytes,
  filename,
  mimeType,
}: NamedExport): Record<string, string> => ({
  ...fileHeaders(filename),
  'content-type': mimeType,
  'cache-control': 'private, no-store',
  ...(bytes !== undefined && { 'content-length': String(bytes) }),
});

/** `Location` of a document that was made by a request. */
export const documentPath = (documentId: string): string => `/api/documents/${documentId}`;

/** `Location` of a version that was made by a request. */
export const versionPath = (documentId: string, { number }: { readonly number: number }): string =>
  `${documentPath(documentId)}/content?version=${number}`;
