import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Links live this long; the real server's `storage.fs.urlExpires`. */
const LINK_SECONDS = 900;

export interface CachedFile {
  readonly bytes: Uint8Array;
  readonly storedAt: number;
}

export interface FileLink {
  /** Base of the link: this server's URL as the opener's browser sees it. */
  readonly base: string;
  readonly shardkey: string | undefined;
}

interface CachedFilesOptions {
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

/** Files behind signed links that expire, in memory. */
export class CachedFiles {
  readonly #files = new Map<string, CachedFile>();
  readonly #secret: string;
  readonly #now: () => number;

  readonly #randomBytes: (size: number) => Uint8Array;

  constructor({ now, randomBytes }: CachedFilesOptions) {
    this.#randomBytes = randomBytes;
    this.#secret = Buffer.from(randomBytes(16)).toString('base64url');
    this.#now = now;
  }

  /** A new folder for the files of one save. As in the real server, its name ends with a number of 0…10000. */
  newFolder(key: string): string {
    return `data/${key}_${Buffer.from(this.#randomBytes(4)).readUInt32LE() % 10_001}`;
  }

  /** `folder` is for example `data/<key>_<n>`. The path contains the name twice: as file and as download name. */
  put(folder: string, name: string, bytes: Uint8Array): string {
    this.#deleteExpired();
    const path = `/cache/files/${folder}/${name}/${name}`;
    this.#files.set(path, { bytes, storedAt: this.#now() });
    return path;
  }

  link(path: string, { base, shardkey }: FileLink): string {
    const expires = Math.ceil(this.#now() / 1000) + LINK_SECONDS;
    const query = [
      `md5=${this.#signature(path, expires)}`,
      `expires=${expires}`,
      ...(shardkey === undefined ? [] : [`shardkey=${encodeURIComponent(shardkey)}`]),
      `filename=${encodeURIComponent(path.slice(path.lastIndexOf('/') + 1))}`,
    ];
    return `${base.replaceAll('_', '%5f')}${encodeURI(path)}?${query.join('&')}`;
  }

  /** The file, or the status that nginx answers: 403 bad signature, 410 expired, 404 not found. */
  find(path: string, query: URLSearchParams): CachedFile | number {
    const expires = Number(query.get('expires'));
    if (query.get('md5') !== this.#signature(path, expires)) return 403;
    if (expires * 1000 < this.#now()) return 410;
    return this.#files.get(path) ?? 404;
  }

  #signature(path: string, expires: number): string {
    return createHash('md5').update(`${expires}${path}${this.#secret}`).digest('base64url');
  }

  #deleteExpired(): void {
    const oldest = this.#now() - (LINK_SECONDS + 60) * 1000;
    for (const [path, file] of this.#files) if (file.storedAt < oldest) this.#files.delete(path);
  }
}

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

/** Answers with the headers of the real server's file route. */
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
