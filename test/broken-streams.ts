import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { KontorUnderTest } from '../bench/kontor-under-test.js';
import { tokenIn, TUS } from './desktop-program.js';
import type { EditorSession } from './fakes/saving-document-server.js';
import type { SeededDice } from './seeded-dice.js';

export const KINDS = [
  'download, before its headers are read',
  'download, after its first bytes',
  'download, in the middle',
  'download, never read',
  'download of a range',
  'file for the editor',
  'upload',
  'new content',
  'upload from the desktop',
  'save',
] as const;
type Kind = (typeof KINDS)[number];

/** More than the buffers of a connection take, so that who reads nothing holds up what is sent. */
export const LARGE_BYTES = 8 * 1024 * 1024;
const UPLOAD_BYTES = 1024 * 1024;
/** Of an upload from the desktop, so that some twenty of them follow each other before it is whole. */
const MAX_PIECE_BYTES = 100_000;
const NEVER_READ_MS = 60;
const TEXT = 'stays as it is';

interface Upload {
  readonly path: string;
  offset: number;
}

/** One person who aborts one request after the other, on documents of their own, so that no lock is shared. */
export class BrokenStreams {
  #upload: Upload | undefined;
  /** How often an upload from the desktop became whole: each makes a version. */
  #completed = 0;

  private constructor(
    private readonly kontor: KontorUnderTest,
    private readonly dice: SeededDice,
    private readonly ids: { readonly large: string; readonly small: string; desktop: string },
    private readonly session: EditorSession,
    private readonly token: string,
  ) {}

  static async open(kontor: KontorUnderTest, dice: SeededDice, name: string) {
    const large = Buffer.alloc(LARGE_BYTES, `${name} `);
    const ids = {
      large: await kontor.createDocument(`Large-${name}.txt`, large),
      small: await kontor.createDocument(`Small-${name}.txt`, TEXT),
      desktop: await kontor.createDocument(`Desktop-${name}.txt`, TEXT),
    };
    const session = await kontor.openSession(ids.large);
    const path = `/documents/${ids.desktop}/officeconnector_checkout_url`;
    const { url } = (await (await kontor.call('GET', path)).json()) as { url: string };
    const streams = new BrokenStreams(kontor, dice, ids, session, tokenIn(url));
    await streams.#ask('POST', '@checkout');
    return streams;
  }

  async breakOff(kind: Kind): Promise<void> {
    switch (kind) {
      case 'download, before its headers are read':
        return this.#leaveAfter(await this.#get(this.#content), this.dice.below(8));
      case 'download, after its first bytes':
        return this.#readUntil(await this.#get(this.#content), 200, 1);
      case 'download, in the middle':
        return this.#readUntil(
          await this.#get(this.#content),
          200,
          this.dice.below(LARGE_BYTES * 0.9),
        );
      case 'download, never read':
        return this.#leaveAfter(await this.#get(this.#content), this.dice.below(NEVER_READ_MS));
      case 'download of a range': {
        const start = this.dice.below(LARGE_BYTES / 2);
        const socket = await this.#get(this.#content, { range: `bytes=${start}-` });
        return this.#readUntil(socket, 206, this.dice.below(LARGE_BYTES / 3));
      }
      case 'file for the editor': {
        const { pathname, search } = new URL(this.session.config.document.url);
        const headers = this.kontor.fileHeaders(this.session);
        const socket = await this.#get(`${pathname}${search}`, headers);
        return this.#readUntil(socket, 200, this.dice.below(LARGE_BYTES * 0.9));
      }
      case 'upload':
        return this.#send('POST', '/api/documents?title=Broken.txt', this.kontor.headers);
      case 'new content': {
        const path = `/api/documents/${this.ids.small}/content`;
        const read = await this.kontor.call('GET', path);
        await read.body?.cancel();
        const etag = read.headers.get('etag') ?? '';
        return this.#send('PUT', path, { ...this.kontor.headers, 'if-match': etag });
      }
      case 'upload from the desktop':
        return this.#piece();
      case 'save':
        return this.#save();
    }
  }

  /** What other people do meanwhile: all of it has to work. */
  async work(): Promise<void> {
    const small = await this.kontor.call('GET', `/api/documents/${this.ids.small}/content`);
    if ((await small.text()) !== TEXT) throw new Error('other content than was stored');
  }

  /** Rejects when an aborted upload left a version, or content is missing. */
  async lookAt(): Promise<void> {
    await this.work();
    const large = await this.kontor.call('GET', this.#content);
    const bytes = (await large.arrayBuffer()).byteLength;
    if (bytes !== LARGE_BYTES) throw new Error(`${bytes} bytes of the large document`);
    const { large: one, small, desktop } = this.ids;
    for (const [id, expected] of [[one, 1] as const, [small, 1] as const, [desktop, 0] as const]) {
      const answer = await this.kontor.call('GET', `/api/documents/${id}/versions`);
      const { versions } = (await answer.json()) as { versions: readonly unknown[] };
      if (versions.length !== (expected || 1 + this.#completed))
        throw new Error(`${versions.length} versions of ${id}`);
    }
  }

  get #content(): string {
    return `/api/documents/${this.ids.large}/content`;
  }

  #get(path: string, headers: Record<string, string> = {}): Promise<Socket> {
    return this.#request('GET', path, { ...this.kontor.headers, ...headers });
  }

  /** A connection of its own, on which nothing has been read. */
  async #request(method: string, path: string, headers: Record<string, string>): Promise<Socket> {
    const socket = connect(Number(new URL(this.kontor.url).port), '127.0.0.1');
    // A reset by the server is no failure of the test.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.pause();
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}\r\n`);
    return socket;
  }

  async #leaveAfter(socket: Socket, ms: number): Promise<void> {
    await delay(ms);
    await this.#leave(socket);
  }

  async #readUntil(socket: Socket, status: number, bytes: number): Promise<void> {
    let read = 0;
    let first = '';
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      if (read === 0) first = chunk.toString('latin1', 0, 300);
      read += chunk.length;
      if (read >= bytes) break;
    }
    await this.#leave(socket);
    if (!first.startsWith(`HTTP/1.1 ${status}`)) throw new Error(`answered ${first}`);
    if (read < bytes) throw new Error(`ended after ${read} of ${bytes} bytes`);
  }

  /** By a reset or an orderly end, in turn. */
  async #leave(socket: Socket): Promise<void> {
    if (this.dice.below(2) === 0) socket.resetAndDestroy();
    else socket.destroy();
    if (!socket.closed) await once(socket, 'close');
  }

  /** Sends a part of what it announces. */
  async #send(method: string, path: string, headers: Record<string, string>): Promise<void> {
    const socket = await this.#request(method, path, {
      ...headers,
      'content-type': 'application/octet-stream',
      'content-length': String(UPLOAD_BYTES),
    });
    await write(socket, this.dice.below(UPLOAD_BYTES));
    const early = socket.read() as Buffer | null;
    await this.#leave(socket);
    if (early !== null) throw new Error(`${method} answered ${early.toString('latin1', 0, 300)}`);
  }

  /** Goes on where the last one broke off. Begins another upload after the last bytes of one. */
  async #piece(): Promise<void> {
    const upload = (this.#upload ??= await this.#begin());
    const left = UPLOAD_BYTES - upload.offset;
    const bytes = 1 + this.dice.below(MAX_PIECE_BYTES);
    if (bytes >= left) return this.#complete(upload);
    const path = `/documents/${this.ids.desktop}/${upload.path}`;
    const socket = await this.#request('PATCH', path, {
      authorization: `Bearer ${this.token}`,
      ...pieceAt(upload.offset),
      'content-length': String(left),
    });
    await write(socket, bytes);
    // A reset could overtake the bytes.
    socket.destroy();
    const before = upload.offset;
    while (upload.offset === before) {
      const shown = await this.#ask('HEAD', upload.path, TUS);
      upload.offset = Number(shown.headers.get('upload-offset'));
    }
  }

  async #complete(upload: Upload): Promise<void> {
    const body = Buffer.alloc(UPLOAD_BYTES - upload.offset, 'x');
    await this.#ask('PATCH', upload.path, pieceAt(upload.offset), body);
    this.#upload = undefined;
    this.#completed += 1;
  }

  async #begin(): Promise<Upload> {
    const begun = await this.#ask('POST', '@tus-replace', {
      ...TUS,
      'upload-length': String(UPLOAD_BYTES),
      'upload-metadata': `filename ${Buffer.from('x.txt').toString('base64')}`,
    });
    const path = `@tus-upload/${begun.headers.get('location')?.split('/').at(-1)}`;
    return { path, offset: 0 };
  }

  async #ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Buffer<ArrayBuffer>,
  ): Promise<Response> {
    const answer = await fetch(`${this.kontor.url}/documents/${this.ids.desktop}/${path}`, {
      method,
      headers: { ...headers, authorization: `Bearer ${this.token}` },
      ...(body !== undefined && { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${text}`);
    return answer;
  }

  /** The Document Server's side breaks off: it is asked to deliver again, and does not. */
  async #save(): Promise<void> {
    const { documentServer } = this.kontor;
    const { key } = this.session.config.document;
    const body = documentServer.offer(key, Buffer.alloc(64 * 1024, 'saved '), {
      ...{ status: 6, filetype: 'txt', user: 'alice' },
      times: UPLOAD_BYTES / (64 * 1024),
      breaksOffAfter: 1 + this.dice.below(UPLOAD_BYTES - 1),
    });
    const answer = await documentServer.post(this.session, body);
    if (answer?.status !== 503) throw new Error(`a save answered ${JSON.stringify(answer)}`);
  }
}

const pieceAt = (offset: number): Record<string, string> => ({
  ...TUS,
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
});

const write = (socket: Socket, bytes: number): Promise<void> =>
  new Promise((resolve) => {
    // Also when the connection is gone: the answer shows what arrived.
    socket.write(Buffer.alloc(bytes, 'x'), () => resolve());
  });
