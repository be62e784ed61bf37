import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { hostNameOf, isKnownHost } from './incoming-requests.js';
import { CachedFiles } from './cached-files.js';
import { CallbackDelivery } from './callback-delivery.js';
import { Commands, type ReceivedCommand } from './commands.js';
import { Conversions } from './conversions.js';
import { OpenDocuments } from './open-documents.js';
import { EditorSockets } from './editor-sockets.js';
import type { HeadlessEditor } from './headless-editor.js';
import { closeCodes } from './opening.js';
import { headersOf, OutgoingRequests, SourceDownload } from './outgoing-requests.js';
import { SocketEditor } from './socket-editor.js';
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
import { noFaults, type SimulatorContext } from './simulator-context.js';
import { projectRoot } from './project-root.js';
import { takeFiles } from './taken-files.js';
import { signToken } from './token.js';
import { VersionViews } from './version-views.js';

/** The real server's format table, which is bundled with Kontor. */
const bundledFormats = (): readonly unknown[] => {
  const file = readFileSync(join(projectRoot, 'config/formats.json'), 'utf8');
  return (JSON.parse(file) as { formats: unknown[] }).formats;
};

const MAX_DOWNLOAD_BYTES = 104_857_600;
const CALLBACK_TIMEOUT_MS = 10 * 60 * 1000;

/**
 * Behaves on the wire as the real Document Server, but edits only plain text and the paragraphs of .docx files.
 * Keeps everything in memory, as plaintext.
 */
export class DocumentServerSimulator implements AsyncDisposable {
  readonly #options: DocumentServerOptions;
  readonly #requests = new OutgoingRequests();
  readonly #documents = new OpenDocuments();
  readonly #callbacks: CallbackDelivery;
  readonly #context: SimulatorContext;
  readonly #now: () => number;
  readonly #sockets: EditorSockets;
  readonly #commands: Commands;
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
    this.#context = this.#createContext(download);
    this.#sockets = new EditorSockets({
      documentOf: (key) => this.#documents.open(key, this.#context),
      verification: () => this.#verification(),
      externalUrl: options.externalUrl,
      log: (line) => this.#context.log(line),
    });
    this.#commands = new Commands(this.#documents, this.#context);
    this.#http = new DocumentServerRoutes({
      commands: this.#commands,
      conversions: new Conversions(this.#context),
      files: this.#context.files,
      formats: options.formats ?? bundledFormats(),
      maxFileSize: options.maxDownloadBytes ?? MAX_DOWNLOAD_BYTES,
      externalUrl: options.externalUrl,
      versions: new VersionViews(this.#documents, this.#context, () => this.#verification()),
      take: (token) => takeFiles(token, this.#verification(), this.#context),
      verification: () => this.#verification(),
    });
  }

  /** The URL for browsers and the connector, without a trailing slash. */
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

  /** Resolves with the next finished callback that matches the filter, each once. Retries are separate callbacks. */
  nextCallback(filter: CallbackFilter | number = {}): Promise<SentCallback> {
    return this.#callbacks.next(typeof filter === 'number' ? { status: filter } : filter);
  }

  /** Commands with a valid signature so far, oldest first. */
  commands(): readonly ReceivedCommand[] {
    return this.#commands.received;
  }

  /** Commands that were carried out and whose answer somebody still waits for (`delayCommands`). */
  pendingCommands(): readonly string[] {
    return this.#commands.pending;
  }

  /** From now on the answer to a command takes so long; what it orders is done at once. 0: no delay. */
  delayCommands(ms: number): void {
    this.#context.faults.commandDelayMs = ms;
  }

  /** Keys of files whose save was rejected. */
  forgotten(): readonly string[] {
    return [...this.#context.forgotten.keys()];
  }

  /** Stores a file as one whose save was never delivered. */
  forget(key: string, fileType: string, bytes: Uint8Array, { isUnlisted = false } = {}): void {
    this.#context.forgotten.set(key, { fileType, bytes, isUnlisted });
  }

  /** The next deletions of forgotten files fail, and the files stay. */
  failNextDeletions(times = 1): void {
    this.#context.faults.deletions = times;
  }

  /** The next saves fail with status 3 or 7, without a file unless `written`. */
  failNextConversions({ written = false, times = 1 }: ConversionFailure = {}): void {
    this.#context.faults.conversions = times;
    this.#context.faults.conversionsWriteFile = written;
  }

  /** The next orders to the conversion service fail with that error of its own, -1 to -10. */
  failNextOrders(error: number, times = 1): void {
    this.#context.faults.orders = times;
    this.#context.faults.orderError = error;
  }

  /** The next new keys fail in the converter, permanently: editor error -80, then status 4. */
  failNextOpenings(times = 1): void {
    this.#context.faults.openings = times;
  }

  /** The next callback requests fail as with a broken network; they are not sent. */
  failNextCallbacks(times = 1): void {
    this.#callbacks.failNext(times);
  }

  /** The next save writes this format, as the real server does when it cannot write the opened one. */
  saveNextAs(fileType: string): void {
    this.#context.faults.fileType = fileType;
  }

  /** The next save delivers this file, whatever was edited. */
  saveNextBytes(bytes: Uint8Array): void {
    this.#context.faults.bytes = bytes;
  }

  /** A token as this server signs it: `outbox` for callbacks (default), `inbox` for configs and commands. */
  sign(claims: object, direction: 'inbox' | 'outbox' = 'outbox'): string {
    return signToken(claims, direction === 'inbox' ? this.#options.jwtSecret : this.#outboxSecret);
  }

  /** A callback request with both tokens for any body: to test forged and repeated requests. */
  callbackRequest(body: CallbackBody): { headers: Record<string, string>; body: string } {
    const { outgoing } = this.#callbacks.prepare(`${this.url}/`, body);
    const { Host: _own, ...headers } = headersOf(outgoing);
    return { headers, body: outgoing.body };
  }

  /** Puts a file under the server's file links and returns a signed, valid link to it. */
  publishFile(key: string, fileType: string, bytes: Uint8Array): string {
    const path = this.#context.files.put(
      this.#context.files.newFolder(key),
      `output.${fileType}`,
      bytes,
    );
    return this.#context.files.link(path, {
      base: this.#options.externalUrl ?? this.url,
      shardkey: key,
    });
  }

  /** Like SIGKILL: connections break, nothing is saved or sent. Changes survive unless `loseChanges`. */
  async kill({ loseChanges = false }: { readonly loseChanges?: boolean } = {}): Promise<void> {
    for (const document of this.#documents.all()) document.crash({ loseChanges });
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

  /** Planned stop: saves every open document at once, without retries. Continues to serve the files. */
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

  #createContext(download: SourceDownload): SimulatorContext {
    const { saveDelayMs, retryDelaysMs, updateVersionMs, log } = this.#options;
    return {
      timing: {
        saveDelayMs: saveDelayMs ?? 5000,
        retryDelaysMs: retryDelaysMs ?? [1000, 2000, 4000],
        updateVersionMs: updateVersionMs ?? 5 * 60 * 1000,
        now: this.#now,
      },
      files: new CachedFiles({
        now: this.#now,
        randomBytes: this.#options.randomBytes ?? randomBytes,
      }),
      forgotten: new Map(),
      callbacks: this.#callbacks,
      faults: { ...noFaults(), commandDelayMs: this.#options.commandDelayMs ?? 0 },
      fetchSource: (url) => download.fetch(url),
      log: (line) => log?.(line),
    };
  }

  /** Rejects foreign host names, so that no web page can read open documents through DNS rebinding. */
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
