import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

type Operation =
  | ('put' | 'get' | 'head' | 'delete' | 'list')
  | ('begin' | 'part' | 'complete' | 'cancel' | 'uploads');

export interface S3Request {
  readonly operation: Operation;
  readonly bucket: string;
  readonly key: string;
}

/** What a network or a server does to one request. */
export type Fault =
  | { readonly latencyMs: number }
  /** Nothing is done before that has happened. */
  | { readonly until: Promise<void> }
  /** Nothing is done, and it says so. */
  | 'refused'
  /** The bytes change on their way here. */
  | 'flipped-in'
  /** The bytes change on their way back. */
  | 'flipped-out'
  /** The connection breaks in the middle of the answer's bytes. */
  | 'cut'
  /** What was asked is done; the connection breaks before the answer. */
  | 'unanswered';

interface Upload {
  readonly path: string;
  readonly parts: Map<number, Buffer>;
}

interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: Buffer | string;
}

const md5 = (bytes: Buffer, form: 'hex' | 'base64') => createHash('md5').update(bytes).digest(form);
const fails = (status: number, code: string): Answer => ({
  status,
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>as the test wants</Message></Error>`,
});

/**
 * An S3 server in memory, without rights, that misbehaves on demand. Real servers show what S3 is; this one
 * shows what can happen on the way. Every bucket exists.
 */
export class MemoryS3 {
  readonly objects = new Map<string, Buffer>();
  readonly uploads = new Map<string, Upload>();
  /** Asked for each request. */
  fault: (request: S3Request) => Fault | undefined = () => undefined;
  readonly #server = createServer((request, response) => void this.#take(request, response));

  async start(): Promise<void> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get endpoint(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch {
      return;
    }
    const url = new URL(request.url ?? '/', this.endpoint);
    const [, bucket = '', ...path] = decodeURIComponent(url.pathname).split('/');
    const key = path.join('/');
    const operation = operationOf(request.method ?? '', url.searchParams, key);
    const fault = this.fault({ operation, bucket, key });
    const body = Buffer.concat(chunks);
    if (fault === 'refused') return send(response, fails(500, 'InternalError'));
    if (fault === 'flipped-in') flipOneBit(body);
    if (typeof fault === 'object') {
      await ('until' in fault ? fault.until : delay(fault.latencyMs, undefined, { ref: false }));
    }
    const answer = this.#answer(operation, { url, headers: request.headers, body });
    if (fault === 'unanswered') return void response.destroy();
    if (fault === 'cut') return cut(response, answer);
    if (fault === 'flipped-out') flipOneBit(answer.body as Buffer);
    send(response, answer);
  }

  #answer(
    operation: Operation,
    { url, headers, body }: { url: URL; headers: IncomingMessage['headers']; body: Buffer },
  ): Answer {
    const path = decodeURIComponent(url.pathname);
    const expected = headers['content-md5'];
    if (expected !== undefined && expected !== md5(body, 'base64')) return fails(400, 'BadDigest');
    const id = url.searchParams.get('uploadId') ?? '';
    const answers: Record<Operation, () => Answer> = {
      put: () => this.#put(path, body),
      get: () => partOf(this.objects.get(path), headers.range),
      head: () => partOf(this.objects.get(path), headers.range),
      delete: () => (this.objects.delete(path), { status: 204 }),
      list: () => this.#list(url),
      begin: () => this.#begin(path),
      part: () => this.#putPart(id, Number(url.searchParams.get('partNumber')), body),
      complete: () => this.#complete(path, id),
      cancel: () => (this.uploads.delete(id) ? { status: 204 } : fails(404, 'NoSuchUpload')),
      uploads: () => this.#listUploads(url),
    };
    return answers[operation]();
  }

  #put(path: string, body: Buffer): Answer {
    this.objects.set(path, body);
    return { status: 200, headers: { etag: `"${md5(body, 'hex')}"` } };
  }

  #putPart(id: string, number: number, body: Buffer): Answer {
    const upload = this.uploads.get(id);
    if (upload === undefined) return fails(404, 'NoSuchUpload');
    upload.parts.set(number, body);
    return { status: 200, headers: { etag: `"${md5(body, 'hex')}"` } };
  }

  #begin(path: string): Answer {
    const id = randomBytes(8).toString('hex');
    this.uploads.set(id, { path, parts: new Map() });
    return xml(
      `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  #complete(path: string, id: string): Answer {
    const upload = this.uploads.get(id);
    if (upload === undefined) return fails(404, 'NoSuchUpload');
    const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
    this.objects.set(path, Buffer.concat(parts));
    this.uploads.delete(id);
    return xml(
      '<CompleteMultipartUploadResult><ETag>"done"</ETag></CompleteMultipartUploadResult>',
    );
  }

  #list(url: URL): Answer {
    const bucket = `${decodeURIComponent(url.pathname).replace(/\/$/, '')}/`;
    const prefix = bucket + (url.searchParams.get('prefix') ?? '');
    const keys = [...this.objects.keys()].filter((path) => path.startsWith(prefix));
    const contents = keys.map(
      (path) => `<Contents><Key>${path.slice(bucket.length)}</Key></Contents>`,
    );
    return xml(
      `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
    );
  }

  #listUploads(url: URL): Answer {
    const bucket = `${decodeURIComponent(url.pathname).replace(/\/$/, '')}/`;
    const prefix = bucket + (url.searchParams.get('prefix') ?? '');
    const uploads = [...this.uploads].filter(([, { path }]) => path.startsWith(prefix));
    const items = uploads.map(
      ([id, { path }]) =>
        `<Upload><Key>${path.slice(bucket.length)}</Key><UploadId>${id}</UploadId></Upload>`,
    );
    return xml(`<ListMultipartUploadsResult>${items.join('')}</ListMultipartUploadsResult>`);
  }
}

function operationOf(method: string, query: URLSearchParams, key: string): Operation {
  if (query.has('uploads')) return method === 'POST' ? 'begin' : 'uploads';
  if (query.has('uploadId')) {
    return ({ PUT: 'part', POST: 'complete', DELETE: 'cancel' } as const)[method] as Operation;
  }
  if (key === '') return 'list';
  return method.toLowerCase() as Operation;
}

function partOf(bytes: Buffer | undefined, range: string | undefined): Answer {
  if (bytes === undefined) return fails(404, 'NoSuchKey');
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range ?? '') ?? [];
  if (range === undefined) return { status: 200, body: bytes };
  const start = from === '' ? Math.max(0, bytes.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes.length : Math.min(bytes.length, Number(to) + 1);
  if (start >= end) return fails(416, 'InvalidRange');
  return {
    status: 206,
    headers: { 'content-range': `bytes ${start}-${end - 1}/${bytes.length}` },
    body: Buffer.from(bytes.subarray(start, end)),
  };
}

const xml = (text: string): Answer => ({ status: 200, body: `<?xml version="1.0"?>${text}` });

function send(response: ServerResponse, { status, headers, body = '' }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function cut(response: ServerResponse, { status, headers, body = '' }: Answer): void {
  const half = Buffer.from(body).subarray(0, Buffer.byteLength(body) / 2);
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.write(half, () => response.destroy());
}

function flipOneBit(bytes: Buffer): void {
  const at = Math.floor(bytes.length / 2);
  if (bytes.length > 0) bytes[at] = bytes[at]! ^ 1;
}
