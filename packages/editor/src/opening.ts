import { EditorFrame } from './frame.js';
import {
  MinuteLimits,
  type FrameEvent,
  type FrameEventName,
  type FrameMessage,
  type Restoring,
} from './frame-events.js';
import { History, HISTORY_EVENTS } from './history.js';
import { isProblem, Kontor, type OpeningState } from './kontor.js';
import {
  askForSession,
  Failure,
  isFresh,
  sessionOf,
  type KontorSession,
  type SessionRequest,
} from './session.js';
import type { Texts } from './texts.js';

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
  closed(): void;
  /** The opening is over. */
  failed(failure: Failure): void;
  /** The editor goes on, or shows it itself. */
  troubled(failure: Failure): void;
  notice(sentence: string, offersRetry: boolean): void;
  reopen(): void;
}

/** After this it is said that opening takes long; it is still waited for. */
const SLOW_MS = 20_000;
/** The frame's script reports before its page has loaded. Without a report in this time, it is another page. */
const SILENT_MS = 5000;
const POLL_MS = 5000;
const SLOWEST_POLL_MS = 60_000;
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
  #frame: EditorFrame | undefined;
  #session: KontorSession | undefined;
  #offered: ReadonlySet<FrameEventName> = new Set();
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #pollTimer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: OpeningState | undefined;
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
    const { apiUrl, request } = wish;
    if (apiUrl === undefined) return;
    this.#kontor = new Kontor(apiUrl, encodeURIComponent(request.file_id), this.#ending.signal);
    this.#history = new History(this.#kontor, {
      lang: request.lang,
      timeZone: request.time_zone,
      texts: wish.texts,
      call: (method, argument) => this.#frame?.send({ type: 'call', method, argument }),
      sessionId: () => this.#session?.session_id ?? '',
      renew: async () => void (this.#session = await this.#newSession()),
    });
  }

  start(): void {
    const { signal } = this.#ending;
    document.addEventListener('visibilitychange', () => this.#check(), { signal });
    this.#slowTimer = setTimeout(() => this.listener.slow(), SLOW_MS);
    signal.addEventListener('abort', () => {
      clearTimeout(this.#slowTimer);
      clearTimeout(this.#pollTimer);
    });
    void this.#attempt(async () => {
      const session = await this.#newSession();
      this.#title = session.config.document.title;
      this.#session = session;
      const on = { message: this.#receive, loaded: this.#loaded };
      this.#frame = new EditorFrame(session, on, signal);
      this.listener.placed(this.#frame.element);
      this.#check();
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
    this.#offered = this.#eventsFor(session);
    const events = [...this.#offered];
    const { api_js_url } = session;
    this.#frame?.send({ type: 'open', api_js_url, config: this.#themed(session), events });
  }

  /** The editor shows the buttons of these events; no other is followed. */
  #eventsFor({ config }: KontorSession): ReadonlySet<FrameEventName> {
    const offered = new Set(ALWAYS);
    const isEditing = config.editorConfig.mode === 'edit';
    if (isEditing) offered.add('onDocumentStateChange');
    if (this.#kontor === undefined) return offered;
    if (isEditing) offered.add('onRequestRename');
    for (const name of HISTORY_EVENTS) offered.add(name);
    if (isEditing && config.document.permissions?.edit === true) offered.add('onRequestRestore');
    return offered;
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
    onRequestRename: ({ title }) => void this.#rename(title),
    onRequestHistory: () => void this.#showHistory(),
    // The editor is made anew, for the newest version.
    onRequestHistoryClose: () => this.listener.reopen(),
    onRequestHistoryData: ({ version }) => void this.#history?.showVersion(version),
    onRequestRestore: (wanted) => void this.#restore(wanted),
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
    else this.#check();
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
    if (this.#kontor !== undefined) this.#check();
    else if (title !== undefined) this.#titled(title);
  }

  #titled(title: string): void {
    if (title === this.#title) return;
    this.#title = title;
    this.listener.renamed(title);
  }

  async #rename(wanted: string): Promise<void> {
    try {
      const title = await this.#kontor?.rename(wanted);
      if (title !== undefined) this.#titled(title);
    } catch (error) {
      this.#explain(error, this.wish.texts.titleStays);
    }
  }

  /** What Kontor says, or else `sentence`. */
  #explain(error: unknown, sentence: string): void {
    if (this.#ending.signal.aborted) return;
    const said = error instanceof Failure ? error.details.text : undefined;
    this.listener.notice(said ?? sentence, false);
    if (error instanceof Failure) this.listener.troubled(error);
  }

  async #showHistory(): Promise<void> {
    this.#isInHistory = true;
    await this.#history?.show();
  }

  async #restore(wanted: Restoring): Promise<void> {
    try {
      await this.#history?.restore(wanted);
      this.#check();
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

  /** Asks how the document would open now: the editor reports little of what happens elsewhere. */
  #check(): void {
    clearTimeout(this.#pollTimer);
    const key = this.#session?.config.document.key;
    const isOver = this.#ending.signal.aborted || document.visibilityState !== 'visible';
    if (this.#kontor === undefined || key === undefined || isOver) return;
    this.#kontor
      .opening(key)
      .then(
        (state) => {
          this.#failures = 0;
          if (key === this.#session?.config.document.key) this.#onState(state);
        },
        (error: unknown) => this.#onPollFailure(error),
      )
      .finally(() => {
        if (this.#ending.signal.aborted) return;
        clearTimeout(this.#pollTimer);
        const wait = Math.min(POLL_MS * 2 ** this.#failures, SLOWEST_POLL_MS);
        this.#pollTimer = setTimeout(() => this.#check(), wait);
      });
  }

  #onState(state: OpeningState): void {
    const before = this.#state;
    this.#state = state;
    if (before === undefined) this.#title = state.title;
    else this.#titled(state.title);
    const isNewer = (state.current_version ?? 0) > (before?.current_version ?? Infinity);
    if (isNewer) this.listener.saved(state.current_version);
    const mode = this.#session?.config.editorConfig.mode;
    if (this.#isInHistory) return;
    if (mode === 'view' && !state.is_current) void this.#attempt(() => this.#continueWithNewest());
    else if (mode === 'edit' && state.mode === 'view' && before?.mode !== 'view')
      this.listener.notice(this.wish.texts.mayOnlyLook, true);
  }

  #onPollFailure(error: unknown): void {
    if (this.#ending.signal.aborted) return;
    if (!(error instanceof Failure)) return;
    if (isProblem(error, 'documents/no-such-document')) return this.#fail(error);
    // Said once; the editor itself shows that a connection is lost.
    this.#failures = Math.min(this.#failures + 1, 4);
    if (this.#failures === 1) this.listener.troubled(error);
  }
}
