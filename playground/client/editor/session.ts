import { SharedText, type OutgoingChange } from '../../shared-text.js';
import { difference, type TextOperation } from '../../text-operation.js';
import { tracked } from '../../tracked-text.js';
import { button, type Page, type Person } from './page.js';
import type { Messages } from './messages.js';

/** The page that embeds the frame, through api.js. */
export class Host {
  /** Known from the first message on; before it, only `onAppReady` is sent, which contains no data. */
  #origin = '*';

  emit(event: string, data?: unknown): void {
    parent.postMessage({ event, data }, this.#origin);
  }

  /** Accepts messages of the parent only, and after the first one only of its origin. */
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

export type Permissions = Readonly<Record<string, boolean | undefined>>;

/** How the person changes the document. The server only distinguishes `view` from all others. */
export type Way = 'edit' | 'review' | 'comment' | 'fill' | 'view';

/** As in the real editor, what is missing is allowed to who edits. */
function wayOf({ edit = true, review, comment, fillForms }: Permissions): Way {
  if (edit) return 'edit';
  if (review === true) return 'review';
  // Filling takes precedence in the real editor: it knows one restricted way at a time.
  return fillForms === true ? 'fill' : comment === true ? 'comment' : 'view';
}

export interface PageConfig {
  readonly token?: string;
  readonly document: {
    readonly key: string;
    readonly title?: string;
    readonly permissions?: Permissions;
  };
  readonly editorConfig?: Readonly<Record<string, unknown>>;
}

const TOKEN_EXPIRED = 4005;
const UNKNOWN_ERROR = -1;
const CONNECTION_LOST = -25;

export interface SessionParts {
  readonly host: Host;
  readonly page: Page;
  readonly messages: Messages;
  readonly shown: (way: Way, kind: string) => void;
  /** Somebody else changed the text. */
  readonly changed: () => void;
}

/** One opened document: connects the socket with the page. */
export class Session {
  readonly #host: Host;
  readonly #page: Page;
  readonly #messages: Messages;
  readonly #config: PageConfig;
  readonly #socket: WebSocket;
  #shared: SharedText | undefined;
  readonly #shown: SessionParts['shown'];
  readonly #changed: () => void;
  #way: Way = 'view';
  #connection = 0;
  #ended = false;

  constructor(config: PageConfig, { host, page, messages, shown, changed }: SessionParts) {
    this.#shown = shown;
    this.#changed = changed;
    this.#config = config;
    this.#host = host;
    this.#page = page;
    this.#messages = messages;
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

  /** Handles the person's input in the text field. */
  typed(): void {
    if (!this.#shared) return;
    this.#host.emit('onDocumentStateChange', true);
    this.#page.state(this.#messages.sending);
    if (this.#way === 'review') this.#track(this.#shared.text);
    this.#sendChange(this.#shared.change(difference(this.#shared.text, this.#page.text.value)));
  }

  #track(before: string): void {
    const { text, caret } = tracked(before, this.#page.text.value);
    this.#page.text.value = text;
    this.#page.text.setSelectionRange(caret, caret);
  }

  /** A line at the end: the simulator's formats know no comments. */
  comment(text: string): void {
    if (!this.#shared || this.#page.text.hidden) return this.touch();
    const { value } = this.#page.text;
    this.#page.text.value = `${value}${value === '' || value.endsWith('\n') ? '' : '\n'}[${text}]`;
    this.typed();
  }

  save(): void {
    this.#send({ type: 'forceSave' });
  }

  submit(): void {
    this.#send({ type: 'submit' });
  }

  /** Has the server make a file of what is open; the host page is told its address. */
  copy(): void {
    this.#send({ type: 'copy' });
  }

  /** Has the server make a file in this format; what comes without an address could not be made. */
  downloadAs(to: string): void {
    this.#send({ type: 'downloadAs', to });
  }

  touch(): void {
    this.#send({ type: 'touch' });
  }

  /** On purpose, as for the history: what was typed is saved at once. */
  leave(): void {
    if (this.#ended) return;
    this.#send({ type: 'close' });
    this.end();
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
    password: ({ isWrong }) => this.#askForPassword(isWrong === true),
    participants: (event) => this.#participants(event.participants as Person[]),
    taken: () => this.#taken(),
    change: (event) => this.#others(event.operation as TextOperation),
    touched: () => this.#page.message(this.#messages.touched),
    forceSave: ({ success }) =>
      this.#page.message(
        success === true ? this.#messages.saved : this.#messages.notSaved,
        success === true ? 'info' : 'problem',
      ),
    submitted: ({ success }) => {
      if (success === true) this.#host.emit('onSubmit');
      else this.#page.message(this.#messages.notSubmitted, 'problem');
    },
    copy: ({ url, fileType, title }) =>
      this.#host.emit('onRequestSaveAs', { url, fileType, title }),
    download: ({ url, fileType }) => {
      if (url === undefined) this.#page.message(this.#messages.notMade, 'problem');
      else this.#host.emit('onDownloadAs', { url, fileType });
    },
    meta: ({ meta }) => this.#meta(meta as { title?: string; favorite?: boolean }),
    drop: () => {
      this.#page.freeze();
      this.#page.message(this.#messages.dropped, 'problem');
    },
    updateVersion: () => this.#outdated(),
    warning: ({ code, description }) => {
      this.#page.message(
        code === -201 ? this.#messages.forgotten : this.#messages.warning,
        'problem',
      );
      this.#host.emit('onWarning', { warningCode: code, warningDescription: description });
    },
    error: ({ code, description }) => {
      this.#page.message(this.#messages.failed, 'problem');
      this.#page.state('');
      this.#host.emit('onError', { errorCode: code, errorDescription: description });
    },
  };

  #participants(people: readonly Person[]): void {
    const unknown = this.#page.people(people, this.#connection);
    const mayAsk = this.#config.editorConfig?.canRequestUsers === true;
    if (mayAsk && unknown.length > 0) this.#host.emit('onRequestUsers', { c: 'info', id: unknown });
  }

  /** The host page is told that it waits for a person, and not for the server. */
  #askForPassword(isWrong: boolean): void {
    const { password: label, open, passwordNeeded, passwordWrong } = this.#messages;
    const field = Object.assign(document.createElement('input'), { type: 'password' });
    field.setAttribute('aria-label', label);
    const send = (): void => this.#send({ type: 'password', password: field.value });
    this.#page.panel('password', label, [field, button(open, send)]);
    this.#page.message(isWrong ? passwordWrong : passwordNeeded);
    this.#page.state('');
    field.focus();
    this.#host.emit('onUserActionRequired');
  }

  #show(event: ServerEvent): void {
    const asked = document.getElementById('password');
    if (asked) this.#page.message('');
    asked?.remove();
    const text = String(event.text);
    this.#shared = new SharedText(text, Number(event.revision));
    const isEditing = event.editing === true;
    this.#way = isEditing ? wayOf(this.#config.document.permissions ?? {}) : 'view';
    this.#page.show({
      kind: String(event.kind),
      text,
      size: Number(event.size),
      editing: isEditing,
      writable: this.#way === 'edit' || this.#way === 'review',
    });
    this.#shown(this.#way, String(event.kind));
    const customization = this.#config.editorConfig?.customization as
      { forcesave?: boolean } | undefined;
    this.#page.save.hidden = event.editing !== true || customization?.forcesave !== true;
    this.#host.emit('onDocumentReady');
  }

  #taken(): void {
    this.#sendChange(this.#shared?.acknowledged());
    if (this.#shared?.hasUnsent) return;
    this.#page.state(this.#messages.sent);
    this.#host.emit('onDocumentStateChange', false);
  }

  #others(operation: TextOperation): void {
    if (!this.#shared) return;
    const change = this.#shared.receive(operation);
    this.#page.change(this.#shared.text, change);
    this.#changed();
    this.#host.emit('onCollaborativeChanges');
  }

  #meta(meta: { title?: string; favorite?: boolean }): void {
    if (meta.title !== undefined) this.#page.title(meta.title);
    this.#host.emit('onMetaChange', meta);
  }

  #outdated(): void {
    this.#page.freeze();
    this.#page.message(this.#messages.outdated, 'problem');
    const newer = this.#config.editorConfig?.canRequestRefreshFile === true;
    this.#host.emit(newer ? 'onRequestRefreshFile' : 'onOutdatedVersion');
  }

  #closed(code: number, reason: string): void {
    if (this.#ended) return;
    this.#page.freeze();
    const refused = code >= 4000 && !this.#shared;
    this.#page.message(refused ? this.#messages.refused : this.#messages.lost, 'problem');
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
