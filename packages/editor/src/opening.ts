import { Around, type SourceToOpen } from './around.js';
import { EditorFrame } from './frame.js';
import {
  MinuteLimits,
  type FrameEvent,
  type FrameEventName,
  type FrameMessage,
  type Restoring,
} from './frame-events.js';
import { History, HISTORY_EVENTS } from './history.js';
import { Kontor, type Offer, type OpeningState } from './kontor.js';
import type { Dialog } from './parts.js';
import {
  askForSession,
  Failure,
  isFresh,
  saidBy,
  sessionOf,
  type KontorSession,
  type SessionRequest,
} from './session.js';
import type { Texts } from './texts.js';
import { Watch } from './watch.js';

/** What the element was asked to open. */
export interface Wish {
  readonly request: SessionRequest;
  readonly sessionUrl: string | undefined;
  readonly apiUrl: string | undefined;
  /** Handed over by the page, for one opening. */
  readonly session: KontorSession | 'used' | undefined;
  readonly isDark: boolean;
  readonly texts: Texts;
}

/** What the element shows and tells of an opening. */
export interface OpeningListener {
  placed(frame: HTMLIFrameElement): void;
  /** The editor is there, or shows something of its own. */
  drawn(): void;
  slow(): void;
  ready(opened: { readonly title: string; readonly mode: 'edit' | 'view' }): void;
  saved(version: number | null): void;
  renamed(title: string): void;
  copied(copy: { readonly id: string; readonly title: string }): void;
  opens(source: SourceToOpen): void;
  closed(): void;
  /** The opening is over. */
  failed(failure: Failure): void;
  /** The editor goes on, or shows it itself. */
  troubled(failure: Failure): void;
  notice(sentence: string, offersRetry: boolean): void;
  dialog(title: string): Dialog;
  reopen(): void;
}

/** After this it is said that opening takes long; it is still waited for. */
const SLOW_MS = 20_000;
/** The frame's script reports before its page has loaded. Without a report in this time, it is another page. */
const SILENT_MS = 5000;
/** A final save is stored within seconds; a busy storage may take a minute. */
const STORING_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];
/** What was typed reaches the Document Server within a second or two. */
const SENDING_MS = 3000;

const ALWAYS: readonly FrameEventName[] = [
  'onAppReady',
  'onDocumentReady',
  'onUserActionRequired',
  'onOutdatedVersion',
  'onRequestClose',
  'onRequestRefreshFile',
  'onError',
  'onMetaChange',
];

/** One document in one frame, until it is closed, fails, or the element goes. */
export class Opening {
  readonly #ending = new AbortController();
  readonly #limits = new MinuteLimits();
  readonly #kontor: Kontor | undefined;
  readonly #history: History | undefined;
  readonly #around: Around | undefined;
  readonly #watch: Watch | undefined;
  #frame: EditorFrame | undefined;
  #session: KontorSession | undefined;
  #offered: ReadonlySet<FrameEventName> = new Set();
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #title = '';
  #isFrameReady = false;
  #isReadyTold = false;
  #isUnsent = false;
  #isRefreshing = false;
  #isInHistory = false;
  #isHandedOverUsed = false;

  constructor(
    private readonly wish: Wish,
    private readonly listener: OpeningListener,
  ) {
    const { apiUrl, request, texts } = wish;
    if (apiUrl === undefined) return;
    const { signal } = this.#ending;
    const kontor = new Kontor(apiUrl, request.file_id, request.lang, signal);
    const call = (method: string, argument: unknown): void =>
      this.#frame?.send({ type: 'call', method, argument });
    this.#kontor = kontor;
    this.#history = new History(kontor, {
      ...{ timeZone: request.time_zone, texts, call },
      sessionId: () => this.#session?.session_id ?? '',
      renew: async () => void (this.#session = await this.#newSession()),
    });
    this.#around = new Around({
      ...{ kontor, texts, call },
      dialog: (title) => listener.dialog(title),
      titled: (title) => this.#titled(title),
      copied: (copy) => listener.copied(copy),
      opens: (source) => listener.opens(source),
      notice: (sentence) => listener.notice(sentence, false),
      explain: (error, sentence) => this.#explain(error, sentence),
    });
    this.#watch = new Watch({
      ...{ kontor, signal },
      key: () => this.#session?.config.document.key,
      changed: (now, before) => this.#onState(now, before),
      gone: (failure) => this.#fail(failure),
      troubled: (failure) => listener.troubled(failure),
    });
  }

  start(): void {
    const { signal } = this.#ending;
    this.#slowTimer = setTimeout(() => this.listener.slow(), SLOW_MS);
    signal.addEventListener('abort', () => clearTimeout(this.#slowTimer));
    void this.#attempt(async () => {
      const session = await this.#newSession();
      this.#title = session.config.document.title;
      this.#session = session;
      const on = { message: this.#receive, loaded: this.#loaded };
      this.#frame = new EditorFrame(session, on, signal);
      this.listener.placed(this.#frame.element);
      this.#watch?.check();
    });
  }

  /** Nothing of it is left: no frame, no listener, no timer, no request. */
  end(): void {
    this.#ending.abort();
  }

  focus(): void {
    this.#frame?.element.focus();
  }

  /** Waits until what was typed has left the browser, three seconds at most. */
  async close(): Promise<void> {
    const deadline = performance.now() + SENDING_MS;
    while (this.#isUnsent && performance.now() < deadline && !this.#ending.signal.aborted)
      await new Promise((resolve) => setTimeout(resolve, 50));
    if (this.#ending.signal.aborted) return;
    this.end();
    this.listener.closed();
  }

  /** Ends the opening when it fails. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#fail(
        error instanceof Failure ? error : new Failure('session', { text: String(error) }),
      );
    }
  }

  /** What fails after the end is nobody's. */
  #fail(failure: Failure): void {
    if (this.#ending.signal.aborted) return;
    this.end();
    this.listener.failed(failure);
  }

  async #newSession(): Promise<KontorSession> {
    const { session, sessionUrl, request } = this.wish;
    const { signal } = this.#ending;
    const isFirst = !this.#isHandedOverUsed;
    this.#isHandedOverUsed = true;
    if (isFirst && typeof session === 'object' && isFresh(sessionOf(session))) return session;
    if (sessionUrl === undefined || request.file_id === '')
      throw new Failure(session === undefined ? 'setup' : 'session-needed');
    const given = await askForSession(sessionUrl, request, signal);
    signal.throwIfAborted();
    return given;
  }

  readonly #loaded = (): void => {
    if (this.#isFrameReady) return;
    const timer = setTimeout(() => {
      if (!this.#isFrameReady) this.#fail(new Failure('frame'));
    }, SILENT_MS);
    this.#ending.signal.addEventListener('abort', () => clearTimeout(timer));
  };

  readonly #receive = (message: FrameMessage): void => {
    if (message.type === 'ready') {
      if (this.#limits.allow('ready')) void this.#attempt(() => this.#open());
    } else if (message.type === 'event') this.#follow(message.event);
    else if (message.type === 'drawn') this.listener.drawn();
    else this.#fail(new Failure('document-server'));
  };

  /** Runs again when the editor loads its frame anew; a session opens one editor. */
  async #open(): Promise<void> {
    const isFirst = !this.#isFrameReady;
    this.#isFrameReady = true;
    this.#isInHistory = false;
    const held = this.#session;
    const session = isFirst && held && isFresh(held) ? held : await this.#newSession();
    this.#session = session;
    this.#offered = this.#eventsFor(session, await this.#offersFor(session));
    const events = [...this.#offered];
    const { api_js_url } = session;
    this.#frame?.send({ type: 'open', api_js_url, config: this.#themed(session), events });
  }

  /** Nothing while it is not known: a door that would fail is not offered. */
  async #offersFor({ config }: KontorSession): Promise<readonly Offer[]> {
    const state = await this.#kontor?.opening(config.document.key).catch(() => undefined);
    return state?.offers ?? [];
  }

  /** The editor shows the buttons of these events; no other is followed. */
  #eventsFor(session: KontorSession, offers: readonly Offer[]): ReadonlySet<FrameEventName> {
    const { document, editorConfig } = session.config;
    const offered = new Set(ALWAYS);
    const isEditing = editorConfig.mode === 'edit';
    if (isEditing) offered.add('onDocumentStateChange');
    for (const name of this.#around?.events(offers, session) ?? []) offered.add(name);
    if (this.#kontor === undefined || this.#isFixed) return offered;
    for (const name of HISTORY_EVENTS) offered.add(name);
    if (isEditing && document.permissions?.edit === true) offered.add('onRequestRestore');
    return offered;
  }

  /** One version is looked at, whatever happens to the document. */
  get #isFixed(): boolean {
    return this.wish.request.version !== undefined;
  }

  #themed({ config }: KontorSession): KontorSession['config'] {
    const { editorConfig } = config;
    const uiTheme = this.wish.isDark ? 'default-dark' : 'default-light';
    const customization = { ...editorConfig.customization, uiTheme };
    return { ...config, editorConfig: { ...editorConfig, customization } };
  }

  #follow(event: FrameEvent): void {
    if (!this.#offered.has(event.name) || !this.#limits.allow(event.name)) return;
    (this.#handlers[event.name] as (event: FrameEvent) => void)(event);
  }

  readonly #handlers: {
    readonly [Name in FrameEventName]: (event: Extract<FrameEvent, { name: Name }>) => void;
  } = {
    onAppReady: () => this.#drawn(),
    onUserActionRequired: () => this.#drawn(),
    onDocumentReady: () => this.#documentReady(),
    onDocumentStateChange: ({ changed }) => this.#changed(changed),
    onError: (event) => this.#editorFailed(event),
    onMetaChange: ({ title }) => this.#metaChanged(title),
    onOutdatedVersion: () => this.listener.reopen(),
    onRequestClose: () => void this.close(),
    onRequestRefreshFile: () => void this.#attempt(() => this.#continueWithNewest()),
    onRequestRename: ({ title }) => this.#around?.rename(title),
    onRequestHistory: () => void this.#showHistory(),
    // The editor is made anew, for the newest version.
    onRequestHistoryClose: () => this.listener.reopen(),
    onRequestHistoryData: ({ version }) => void this.#history?.showVersion(version),
    onRequestRestore: (wanted) => void this.#restore(wanted),
    onRequestSaveAs: (event) => this.#around?.saveAs(event),
    onRequestInsertImage: ({ c }) => this.#around?.lend('image', c, 'insertImage'),
    onRequestSelectDocument: ({ c }) => this.#around?.lend('document', c, 'setRequestedDocument'),
    onRequestSelectSpreadsheet: ({ c }) =>
      this.#around?.lend('spreadsheet', c, 'setRequestedSpreadsheet'),
    onRequestCompareFile: () => this.#around?.lend('document', 'compare', 'setRevisedFile'),
    onRequestMailMergeRecipients: () =>
      this.#around?.lend('spreadsheet', 'mailmerge', 'setMailMergeRecipients'),
    onRequestReferenceSource: () => this.#session && this.#around?.pickSource(this.#session),
    onRequestReferenceData: (event) => this.#around?.refresh(event),
    onRequestOpen: (event) => this.#around?.open(event),
    onRequestUsers: (event) => this.#around?.users(event),
    onRequestSendNotify: (event) => this.#around?.mention(event),
    onRequestSharingSettings: () => this.#around?.share(),
  };

  #drawn(): void {
    clearTimeout(this.#slowTimer);
    this.listener.drawn();
  }

  #documentReady(): void {
    this.#drawn();
    if (this.#isReadyTold || this.#session === undefined) return;
    this.#isReadyTold = true;
    this.listener.ready({ title: this.#title, mode: this.#session.config.editorConfig.mode });
  }

  #changed(isChanged: boolean): void {
    const wasUnsent = this.#isUnsent;
    this.#isUnsent = isChanged;
    if (!wasUnsent || isChanged) return;
    if (this.#kontor === undefined) this.listener.saved(null);
    else this.#watch?.check();
  }

  #editorFailed({ code, text }: { readonly code: number | null; readonly text: string }): void {
    this.#drawn();
    if (code !== null && this.#session !== undefined)
      this.#kontor?.report(this.#session.session_id, code).catch(() => undefined);
    const reason = text || String(code ?? '');
    this.listener.notice(this.wish.texts.editorFailed(reason), true);
    this.listener.troubled(new Failure('editor', { number: code, ...(text && { text }) }));
  }

  #metaChanged(title: string | undefined): void {
    if (this.#kontor !== undefined) this.#watch?.check();
    else if (title !== undefined) this.#titled(title);
  }

  #titled(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.listener.renamed(title);
  }

  /** What Kontor says, or else `sentence`. */
  #explain(error: unknown, sentence: string): void {
    if (this.#ending.signal.aborted) return;
    this.listener.notice(saidBy(error) ?? sentence, false);
    if (error instanceof Failure) this.listener.troubled(error);
  }

  async #showHistory(): Promise<void> {
    this.#isInHistory = true;
    await this.#history?.show();
  }

  async #restore(wanted: Restoring): Promise<void> {
    try {
      await this.#history?.restore(wanted);
      this.#watch?.check();
    } catch (error) {
      this.#explain(error, this.wish.texts.restoreFailed);
    }
  }

  /** The content was saved and closed elsewhere: goes on with the newest version, in place if the editor can. */
  async #continueWithNewest(): Promise<void> {
    if (this.#isRefreshing) return;
    this.#isRefreshing = true;
    try {
      const session = await this.#sessionOfNewest();
      this.#session = session;
      this.#frame?.send({ type: 'refresh', config: this.#themed(session) });
    } finally {
      this.#isRefreshing = false;
    }
  }

  /** Until the save from elsewhere is stored, a session still has the key that the editor has left. */
  async #sessionOfNewest(): Promise<KontorSession> {
    const left = this.#session?.config.document.key;
    for (const wait of STORING_MS) {
      const session = await this.#newSession();
      if (session.config.document.key !== left) return session;
      await new Promise((resolve) => setTimeout(resolve, wait));
      this.#ending.signal.throwIfAborted();
    }
    return this.#newSession();
  }

  #onState(now: OpeningState, before: OpeningState | undefined): void {
    if (before === undefined) this.#title = now.title;
    else this.#titled(now.title);
    if (this.#isFixed) return;
    const isNewer = (now.current_version ?? 0) > (before?.current_version ?? Infinity);
    if (isNewer) this.listener.saved(now.current_version);
    const mode = this.#session?.config.editorConfig.mode;
    if (this.#isInHistory) return;
    if (mode === 'view' && !now.is_current) void this.#attempt(() => this.#continueWithNewest());
    else if (mode === 'edit' && now.mode === 'view' && before?.mode !== 'view')
      this.listener.notice(this.wish.texts.mayOnlyLook, true);
  }
}
