import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CachedFile } from './cached-files.js';

const types: Readonly<Record<string, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  odp: 'application/vnd.oasis.opendocument.presentation',
  pdf: 'application/pdf',
  zip: 'application/zip',
  txt: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  html: 'text/html',
};

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly name: string;
}

/** With the headers of the real server's file route. */
export function sendCachedFile(file: CachedFile, { request, response, name }: Exchange): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const size = file.bytes.length;
  const start = range ? Number(range[1]) : 0;
  const end = range?.[2] ? Math.min(Number(range[2]) + 1, size) : size;
  const part = file.bytes.subarray(start, end);
  response.writeHead(range ? 206 : 200, {
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=0',
    'content-disposition': 'attachment',
    'content-length': String(part.length),
    'content-type': types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    etag: `W/"${createHash('md5').update(file.bytes).digest('hex').slice(0, 16)}"`,
    'last-modified': new Date(file.storedAt).toUTCString(),
    server: 'nginx',
    ...(range ? { 'content-range': `bytes ${start}-${end - 1}/${size}` } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : part);
}
