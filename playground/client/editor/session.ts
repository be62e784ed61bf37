import { SharedText, type OutgoingChange } from '../../shared-text.js';
import { difference, type TextOperation } from '../../text-operation.js';
import type { Page, Person } from './page.js';
import type { Words } from './words.js';

/** The page around the frame, reached through api.js. */
export class Host {
  /** Known from the first message on; before it, only the harmless `onAppReady` is told. */
  #origin = '*';

  emit(event: string, data?: unknown): void {
    parent.postMessage({ event, data }, this.#origin);
  }

  /** Listens to the parent only; the first to speak is the one that is spoken to. */
  listen(act: (command: string, data: unknown) => void): void {
    addEventListener('message', ({ source, origin, data }: MessageEvent) => {
      if (source !== parent || (this.#origin !== '*' && origin !== this.#origin)) return;
      this.#origin = origin;
      const { command, data: argument } = data as { command: string; data?: unknown };
      act(command, argument);
    });
  }
}

interface ServerEvent {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface PageConfig {
  readonly token?: string;
  readonly document: { readonly key: string; readonly title?: string };
  readonly editorConfig?: Readonly<Record<string, unknown>>;
}

const TOKEN_EXPIRED = 4005;
const UNKNOWN_ERROR = -1;
const CONNECTION_LOST = -25;

/** One opening of one document: the socket on one side, the page on the other. */
export class Session {
  readonly #host: Host;
  readonly #page: Page;
  readonly #words: Words;
  readonly #config: PageConfig;
  readonly #socket: WebSocket;
  #shared: SharedText | undefined;
  #connection = 0;
  #ended = false;

  constructor(config: PageConfig, { host, page, words }: { host: Host; page: Page; words: Words }) {
    this.#config = config;
    this.#host = host;
    this.#page = page;
    this.#words = words;
    const key = encodeURIComponent(config.document.key);
    const address = new URL(`/doc/${key}/c/?shardkey=${key}`, location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    this.#socket = new WebSocket(address);
    this.#socket.addEventListener('open', () => this.#send({ type: 'auth', config }));
    this.#socket.addEventListener('message', ({ data }) =>
      this.#receive(JSON.parse(String(data)) as ServerEvent),
    );
    this.#socket.addEventListener('close', ({ code, reason }) => this.#closed(code, reason));
  }

  /** The text field was changed by hand. */
  typed(): void {
    if (!this.#shared) return;
    this.#host.emit('onDocumentStateChange', true);
    this.#page.state(this.#words.sending);
    this.#sendChange(this.#shared.change(difference(this.#shared.text, this.#page.text.value)));
  }

  save(): void {
    this.#send({ type: 'forceSave' });
  }

  touch(): void {
    this.#send({ type: 'touch' });
  }

  end(): void {
    this.#ended = true;
    this.#socket.close();
  }

  #receive(event: ServerEvent): void {
    if (!this.#ended) this.#actions[event.type]?.(event);
  }

  readonly #actions: Record<string, (event: ServerEvent) => void> = {
    auth: (event) => {
      this.#connection = Number(event.connection);
      this.#page.title(String(event.title));
      this.#host.emit('onInfo', { mode: event.editing === true ? 'edit' : 'view' });
    },
    document: (event) => this.#show(event),
    participants: (event) => this.#page.people(event.participants as Person[], this.#connection),
    taken: () => this.#taken(),
    change: (event) => this.#others(event.operation as TextOperation),
    touched: () => this.#page.message(this.#words.touched),
    forceSave: ({ success }) =>
      this.#page.message(
        success === true ? this.#words.saved : this.#words.notSaved,
        success === true ? 'info' : 'problem',
      ),
    meta: ({ meta }) => this.#meta(meta as { title?: string; favorite?: boolean }),
    drop: () => {
      this.#page.freeze();
      this.#page.message(this.#words.dropped, 'problem');
    },
    updateVersion: () => this.#outdated(),
    warning: ({ code, description }) => {
      this.#page.message(code === -201 ? this.#words.forgotten : this.#words.warning, 'problem');
      this.#host.emit('onWarning', { warningCode: code, warningDescription: description });
    },
    error: ({ code, description }) => {
      this.#page.message(this.#words.failed, 'problem');
      this.#page.state('');
      this.#host.emit('onError', { errorCode: code, errorDescription: description });
    },
  };

  #show(event: ServerEvent): void {
    const text = String(event.text);
    this.#shared = new SharedText(text, Number(event.revision));
    this.#page.show({
      kind: String(event.kind),
      text,
      size: Number(event.size),
      editing: event.editing === true,
    });
    const customization = this.#config.editorConfig?.customization as
      { forcesave?: boolean } | undefined;
    this.#page.save.hidden = event.editing !== true || customization?.forcesave !== true;
    this.#host.emit('onDocumentReady');
  }

  #taken(): void {
    this.#sendChange(this.#shared?.acknowledged());
    if (this.#shared?.hasUnsent) return;
    this.#page.state(this.#words.sent);
    this.#host.emit('onDocumentStateChange', false);
  }

  #others(operation: TextOperation): void {
    if (!this.#shared) return;
    const change = this.#shared.receive(operation);
    this.#page.change(this.#shared.text, change);
    this.#host.emit('onCollaborativeChanges');
  }

  #meta(meta: { title?: string; favorite?: boolean }): void {
    if (meta.title !== undefined) this.#page.title(meta.title);
    this.#host.emit('onMetaChange', meta);
  }

  #outdated(): void {
    this.#page.freeze();
    this.#page.message(this.#words.outdated, 'problem');
    const newer = this.#config.editorConfig?.canRequestRefreshFile === true;
    this.#host.emit(newer ? 'onRequestRefreshFile' : 'onOutdatedVersion');
  }

  #closed(code: number, reason: string): void {
    if (this.#ended) return;
    this.#page.freeze();
    const refused = code >= 4000 && !this.#shared;
    this.#page.message(refused ? this.#words.refused : this.#words.lost, 'problem');
    const errorCode = refused ? (code === TOKEN_EXPIRED ? -20 : UNKNOWN_ERROR) : CONNECTION_LOST;
    this.#host.emit('onError', { errorCode, errorDescription: reason || 'connection lost' });
  }

  #sendChange(change: OutgoingChange | undefined): void {
    if (change) this.#send({ type: 'change', ...change });
  }

  #send(message: ServerEvent): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
