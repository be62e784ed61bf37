import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hostNameOf, isKnownHost } from './base-url.js';
import { CachedFiles } from './cached-files.js';
import { CallbackDelivery } from './callback-delivery.js';
import { Commands } from './commands.js';
import { Conversions } from './conversions.js';
import { DocumentShelf } from './document-shelf.js';
import { EditorSockets } from './editor-sockets.js';
import type { HeadlessEditor } from './headless-editor.js';
import { closeCodes } from './opening.js';
import { headersOf, OutgoingRequests } from './outgoing-requests.js';
import { SocketEditor } from './socket-editor.js';
import { SourceDownload } from './source-download.js';
import { DocumentServerRoutes } from './document-server-routes.js';
import type {
  CallbackBody,
  CallbackFilter,
  ConnectOptions,
  ConversionFailure,
  EditorConfig,
  SentCallback,
  DocumentServerOptions,
} from './document-server-options.js';
import type { SimulatorContext } from './simulator-context.js';
import { projectRoot } from './project-root.js';
import { signToken } from './token.js';

/** The format table that comes with Kontor, which is that of the real server. */
const bundledFormats = (): readonly unknown[] => {
  const file = readFileSync(join(projectRoot, 'config/formats.json'), 'utf8');
  return (JSON.parse(file) as { formats: unknown[] }).formats;
};

const MAX_DOWNLOAD_BYTES = 104_857_600;
const CALLBACK_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * A Document Server that behaves on the wire as the real one and edits only plain text and the
 * paragraphs of .docx files. Everything is in memory: it holds readable documents.
 */
export class DocumentServerSimulator implements AsyncDisposable {
  readonly #options: DocumentServerOptions;
  readonly #requests = new OutgoingRequests();
  readonly #documents = new DocumentShelf();
  readonly #callbacks: CallbackDelivery;
  readonly #world: SimulatorContext;
  readonly #now: () => number;
  readonly #sockets: EditorSockets;
  readonly #http: DocumentServerRoutes;
  #server: Server | undefined;
  #port: number;

  static async start(options: DocumentServerOptions): Promise<DocumentServerSimulator> {
    const server = new DocumentServerSimulator(options);
    await server.#listen();
    return server;
  }

  private constructor(options: DocumentServerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#port = options.port ?? 0;
    this.#callbacks = new CallbackDelivery(this.#requests, {
      secret: this.#outboxSecret,
      now: this.#now,
      timeoutMs: options.callbackTimeoutMs ?? CALLBACK_TIMEOUT_MS,
    });
    const download = this.#download();
    this.#world = this.#makeWorld(download);
    this.#sockets = new EditorSockets({
      documentOf: (key) => this.#documents.open(key, this.#world),
      verification: () => this.#verification(),
      externalUrl: options.externalUrl,
      log: (line) => this.#world.log(line),
    });
    this.#http = new DocumentServerRoutes({
      commands: new Commands(this.#documents, this.#world),
      conversions: new Conversions(this.#world.files, (url) => download.fetch(url)),
      files: this.#world.files,
      formats: options.formats ?? bundledFormats(),
      maxFileSize: options.maxDownloadBytes ?? MAX_DOWNLOAD_BYTES,
      verification: () => this.#verification(),
    });
  }

  /** What browsers and the connector use; without a trailing slash. */
  get url(): string {
    return `http://${this.#host}:${this.#port}`;
  }

  /** Opens a document as one person. The config is signed unless it carries a token. */
  connect(config: EditorConfig, options: ConnectOptions = {}): Promise<HeadlessEditor> {
    const key = encodeURIComponent(config.document.key ?? '');
    const signed = { ...config, token: config.token ?? this.sign(config, 'inbox') };
    const url = `${this.url.replace('http', 'ws')}/doc/${key}/c/?shardkey=${key}`;
    return SocketEditor.open({ url, config: signed, ...options });
  }

  /** Every callback request so far, oldest first. */
  callbacks(filter: CallbackFilter = {}): readonly SentCallback[] {
    return this.#callbacks.sent(filter);
  }

  /** The first finished callback that fits and was not handed out yet; waits for it. Repetitions count one by one. */
  nextCallback(filter: CallbackFilter | number = {}): Promise<SentCallback> {
    return this.#callbacks.next(typeof filter === 'number' ? { status: filter } : filter);
  }

  /** Keys of files whose save was refused. */
  forgotten(): readonly string[] {
    return [...this.#world.forgotten.keys()];
  }

  /** Keeps a file as one whose save was never delivered. */
  forget(key: string, fileType: string, bytes: Uint8Array): void {
    this.#world.forgotten.set(key, { fileType, bytes });
  }

  /** The next deletions of forgotten files fail, and the files stay. */
  failNextDeletions(times = 1): void {
    this.#world.wishes.undeletable = times;
  }

  /** The next saves yield status 3 / 7, without a file unless `written`. */
  failNextConversions({ written = false, times = 1 }: ConversionFailure = {}): void {
    this.#world.wishes.failures = times;
    this.#world.wishes.failuresWritten = written;
  }

  /** The next keys that are opened anew fail in the converter, and go on failing: editor error -80, then status 4. */
  failNextOpenings(times = 1): void {
    this.#world.wishes.unopenable = times;
  }

  /** The next callback requests meet a broken network: they never leave. */
  failNextCallbacks(times = 1): void {
    this.#callbacks.failNext(times);
  }

  /** The next save writes this format, as the real server does when it cannot write the opened one. */
  saveNextAs(fileType: string): void {
    this.#world.wishes.fileType = fileType;
  }

  /** The next save puts this file behind `url`, whatever was edited. */
  saveNextBytes(bytes: Uint8Array): void {
    this.#world.wishes.bytes = bytes;
  }

  /** A token as this server signs it: `outbox` for callbacks (default), `inbox` for configs and commands. */
  sign(claims: object, direction: 'inbox' | 'outbox' = 'outbox'): string {
    return signToken(claims, direction === 'inbox' ? this.#options.jwtSecret : this.#outboxSecret);
  }

  /** A callback request with both tokens for any body: for forgeries and repetitions. */
  callbackRequest(body: CallbackBody): { headers: Record<string, string>; body: string } {
    const { outgoing } = this.#callbacks.prepare(`${this.url}/`, body);
    const { Host: _own, ...headers } = headersOf(outgoing);
    return { headers, body: outgoing.body };
  }

  /** Puts a file under the server's file links and returns a signed, valid link to it. */
  publishFile(key: string, fileType: string, bytes: Uint8Array): string {
    const path = this.#world.files.put(
      `data/${key}_${this.#world.number()}`,
      `output.${fileType}`,
      bytes,
    );
    return this.#world.files.link(path, {
      base: this.#options.externalUrl ?? this.url,
      shardkey: key,
    });
  }

  /** Like SIGKILL: sockets break, nothing is saved, nothing is sent. Changes survive unless told otherwise. */
  async kill({ loseChanges = false }: { readonly loseChanges?: boolean } = {}): Promise<void> {
    for (const document of this.#documents.all()) document.breakOff({ loseChanges });
    this.#sockets.terminate();
    this.#requests.abort();
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** Listens again on the same port after `kill`. */
  async restart(): Promise<void> {
    if (!this.#server) await this.#listen();
  }

  /** Planned stop: every open document is saved at once, without repetitions. Keeps answering for the files. */
  async shutdown(): Promise<void> {
    await Promise.all(
      this.#documents.all().map((document) => document.shutDown(closeCodes.shutdown)),
    );
  }

  /** Stops without saving. */
  dispose(): Promise<void> {
    return this.kill({ loseChanges: true });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.dispose();
  }

  get #host(): string {
    return this.#options.host ?? '127.0.0.1';
  }

  get #outboxSecret(): string {
    return this.#options.jwtSecretOutbox ?? this.#options.jwtSecret;
  }

  #random(size: number): Uint8Array {
    return (this.#options.randomBytes ?? randomBytes)(size);
  }

  #verification(): { secret: string; now: number } {
    return { secret: this.#options.jwtSecret, now: this.#now() };
  }

  #download(): SourceDownload {
    return new SourceDownload(this.#requests, {
      secret: this.#outboxSecret,
      now: this.#now,
      retryDelayMs: this.#options.downloadRetryDelayMs ?? 1000,
      maxBytes: this.#options.maxDownloadBytes ?? MAX_DOWNLOAD_BYTES,
    });
  }

  #makeWorld(download: SourceDownload): SimulatorContext {
    const { saveDelayMs, retryDelaysMs, updateVersionMs, log } = this.#options;
    const linkSecret = Buffer.from(this.#random(16)).toString('base64url');
    return {
      saveDelayMs: saveDelayMs ?? 5000,
      retryDelaysMs: retryDelaysMs ?? [1000, 2000, 4000],
      updateVersionMs: updateVersionMs ?? 5 * 60 * 1000,
      files: new CachedFiles({ secret: linkSecret, now: this.#now }),
      callbacks: this.#callbacks,
      forgotten: new Map(),
      wishes: {
        failures: 0,
        failuresWritten: false,
        fileType: undefined,
        bytes: undefined,
        undeletable: 0,
        unopenable: 0,
      },
      now: this.#now,
      number: () => Buffer.from(this.#random(4)).readUInt32LE() % 10_001,
      log: (line) => log?.(line),
      fetchSource: (url) => download.fetch(url),
      remove: (key) => this.#documents.remove(key),
    };
  }

  /** No page may read the documents that are open here by turning its own name to this address. */
  #isOurs({ headers }: IncomingMessage): boolean {
    const own = URL.parse(this.#options.externalUrl ?? '')?.hostname;
    return isKnownHost(hostNameOf(headers.host), own === undefined ? [] : [own]);
  }

  async #listen(): Promise<void> {
    const server = createServer((request, response) => {
      if (!this.#isOurs(request)) {
        response.writeHead(421).end('This server has another name.\n');
        return;
      }
      void this.#http.answer(request, response).catch(() => response.destroy());
    });
    server.on('upgrade', (request, socket, head) => {
      if (this.#isOurs(request)) this.#sockets.upgrade(request, socket, head);
      else socket.destroy();
    });
    server.listen(this.#port, this.#host);
    await once(server, 'listening');
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }
}
