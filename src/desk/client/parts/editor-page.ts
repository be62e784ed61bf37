import { hideBanner, showBanner } from './banner.js';
import { EditorFrame } from './editor-frame-host.js';
import type { EditorEvent, EventName, FromFrame } from './editor-frame-messages.js';
import type { EditorSession, EditorTask, OpenSession } from './editor-session.js';
import { OpeningWatch, type OpeningState } from './opening-watch.js';
import { rename } from './rename.js';
import { fill, messages } from './messages.js';

/** After this, the page shows that opening takes long; it keeps waiting. */
const SLOW_MS = 20_000;
/** The frame's script reports before its page has loaded. Without a report in this time, it is another page. */
const SILENT_MS = 5000;

/** A final save is stored within seconds; a busy storage may take a minute. */
const STORING_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

/** Sessions and new titles that one frame may request. */
const MAX_REQUESTS_A_MINUTE = 20;

const show = (id: string): void => document.getElementById(id)?.removeAttribute('hidden');
const hide = (id: string): void => document.getElementById(id)?.setAttribute('hidden', '');

/** The page of one document in the editor: sessions, rights and notices. The editor itself runs in the frame. */
class EditorPage {
  readonly #frame: EditorFrame;
  readonly #watch: OpeningWatch;
  readonly #home: string;
  #title: string;
  #session: EditorSession | undefined;
  #opening: Promise<EditorSession> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #isFrameReady = false;
  #isContinuing = false;
  readonly #requestTimes: number[] = [];
  /** Why the banner was last shown, so that it is shown once. */
  #shownReason = '';

  constructor(
    private readonly task: EditorTask,
    private readonly openSession: OpenSession,
  ) {
    this.#title = task.title;
    this.#home = `/documents/${task.documentId}`;
    this.#frame = new EditorFrame(task.frameUrl, (message) => this.#onMessage(message));
    this.#watch = new OpeningWatch(task, {
      key: () => this.#session?.config.document.key,
      changed: (state) => this.#onState(state),
      signedOut: () =>
        this.#showOnce('signed-out', () =>
          showBanner(messages.signedOutEditing, { offerSignIn: true }),
        ),
      ended: () => this.#end(),
    });
  }

  run(): void {
    this.#frame.title = fill(messages.editorOf, { title: this.#title });
    this.#frame.placeIn(document.querySelector('.editor-slot'), () => this.#loaded());
    addEventListener('offline', () => showBanner(messages.saveTrouble));
    // A page restored from the browser's cache has an editor whose session has ended.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    void this.#requestSession();
    this.#watch.start();
  }

  /** A session is requested while the frame loads; the document is opened when both are there. */
  #requestSession(): Promise<EditorSession> {
    const opening = this.openSession(this.task);
    this.#opening = opening;
    opening.then(
      () => this.#expectEditor(),
      () => this.#failed(),
    );
    return opening;
  }

  #onMessage(message: FromFrame): void {
    if (message.type === 'ready') void this.#rateLimited(() => this.#open());
    else if (message.type === 'drawn') hide('loading');
    else if (message.type === 'failed') this.#showFallback('unreachable');
    else this.#onEvent(message.event);
  }

  /** Limits the requests to our server that the frame can cause to what a person could cause. */
  async #rateLimited(act: () => Promise<void>): Promise<void> {
    const now = performance.now();
    while (this.#requestTimes[0] !== undefined && this.#requestTimes[0] < now - 60_000)
      this.#requestTimes.shift();
    if (this.#requestTimes.length >= MAX_REQUESTS_A_MINUTE) return;
    this.#requestTimes.push(now);
    await act();
  }

  /** Runs each time the frame loads: the editor reloads it to change between phone and desktop. */
  async #open(): Promise<void> {
    this.#isFrameReady = true;
    const opening = this.#session === undefined ? this.#opening : this.#requestSession();
    const session = await opening?.catch(() => undefined);
    if (session === undefined) return;
    this.#session = session;
    for (const id of ['unreachable', 'silent']) hide(id);
    const holder = session.checked_out_by?.display_name;
    if (holder) showBanner(fill(messages.onTheirDesktop, { name: holder }));
    if (session.converts_to !== null) this.#offerConversion(session, session.converts_to);
    const { api_js_url } = session;
    const events = eventsFor(session);
    this.#frame.send({ type: 'open', api_js_url, config: withTheme(session), events });
  }

  /** Said before anybody types: an old format is left at the first saved change. */
  #offerConversion({ config }: EditorSession, to: string): void {
    const address = `/edit/${this.task.documentId}?convert=1`;
    const offer = {
      label: fill(messages.editConverted, { to }),
      act: () => location.assign(address),
    };
    showBanner(fill(messages.convertsFirst, { from: config.document.fileType, to }), { offer });
  }

  #onEvent(event: EditorEvent): void {
    if (event.name === 'onRequestRename') void this.#rateLimited(() => this.#rename(event.title));
    else if (event.name === 'onError') this.#error(event);
    else if (event.name === 'onInfo') this.#info(event.mode);
    else if (event.name === 'onRequestClose') this.#close();
    else if (event.name === 'onMetaChange') this.#watch.check();
    else if (event.name === 'onRequestRefreshFile')
      void this.#rateLimited(() => this.#continueWithNewest());
    else if (event.name === 'onOutdatedVersion') location.reload();
    else if (event.name !== 'onWarning') this.#started();
  }

  /** The editor shows errors itself, but offers no way to continue; this banner does. */
  #error({ code, text }: { code: number | null; text: string }): void {
    this.#started();
    if (code !== null && this.#session !== undefined) report(this.#session, code);
    const reason = plainText(text) || String(code ?? '');
    showBanner(fill(messages.editorFailed, { reason }), { offerReload: true });
    this.#watch.check();
  }

  /** Some Document Servers limit how many people edit, and open read-only for the others without a notice. */
  #info(mode: 'edit' | 'view'): void {
    if (mode === 'view' && this.#session?.config.editorConfig.mode === 'edit')
      this.#showOnce('read-only', () => showBanner(messages.openedReadOnly, { offerReload: true }));
  }

  async #rename(wanted: string): Promise<void> {
    const title = await rename(this.task.documentId, wanted);
    // The server sends the title that stays to every editor.
    if (title === undefined) showBanner(fill(messages.titleStays, { title: this.#title }));
    else this.#showTitle(title);
  }

  #showTitle(title: string): void {
    const before = this.#title;
    if (title === before) return;
    this.#title = title;
    document.title = document.title.replace(before, () => title);
    for (const heading of document.querySelectorAll('[data-title]')) heading.textContent = title;
    this.#frame.title = fill(messages.editorOf, { title });
  }

  #onState(state: OpeningState): void {
    if (this.#shownReason === 'signed-out') this.#clearBanner();
    this.#showTitle(state.title);
    const mode = this.#session?.config.editorConfig.mode;
    if (this.task.version !== undefined || mode === undefined) return;
    if (mode === 'edit') this.#onStateWhileEditing(state);
    else if (!state.is_current) void this.#showNewer();
    else if (state.mode === 'edit')
      this.#showOnce('may-edit', () => showBanner(messages.mayEditNow, { offerReload: true }));
    else if (this.#shownReason === 'may-edit') this.#clearBanner();
  }

  /** For a person who was editing and no longer may: the editor itself hardly explains it. */
  #onStateWhileEditing({ mode, checked_out_by: holder, is_current }: OpeningState): void {
    if (mode === 'view' && holder !== null)
      this.#showOnce('checked-out', () =>
        showBanner(fill(messages.checkedOutNow, { name: holder.display_name }), {
          offerReload: true,
        }),
      );
    else if (mode === 'view')
      this.#showOnce('may-look', () => showBanner(messages.mayOnlyLook, { offerReload: true }));
    else if (!is_current)
      this.#showOnce('replaced', () =>
        showBanner(messages.replacedElsewhere, { offerReload: true }),
      );
    else if (['checked-out', 'may-look', 'replaced'].includes(this.#shownReason)) {
      this.#showOnce('may-edit', () => showBanner(messages.mayEditNow, { offerReload: true }));
    }
  }

  /** Readers get the newest version automatically; of a private document they have to ask, as it may need the key. */
  async #showNewer(): Promise<void> {
    if (this.#shownReason === 'moving') return;
    if (this.task.isPrivate) {
      const offer = { label: messages.showNewest, act: () => void this.#continueWithNewest() };
      this.#showOnce('newer', () => showBanner(messages.newerVersion, { offer }));
      return;
    }
    this.#shownReason = 'moving';
    await this.#continueWithNewest();
  }

  /** The content was saved and closed elsewhere: continues with the newest version, in place if the editor can. */
  async #continueWithNewest(): Promise<void> {
    if (this.#isContinuing) return;
    this.#isContinuing = true;
    try {
      const session = await this.#newSession();
      this.#session = session;
      this.#shownReason = '';
      this.#frame.send({ type: 'refresh', config: withTheme(session) });
      showBanner(
        session.config.editorConfig.mode === 'view' ? messages.newestShown : messages.refreshed,
      );
    } catch {
      this.#shownReason = 'failed';
      showBanner(messages.failed, { offerReload: true });
    } finally {
      this.#isContinuing = false;
    }
  }

  /** Until the save from elsewhere is stored, a new session still gets the document key that the editor has left. */
  async #newSession(): Promise<EditorSession> {
    const left = this.#session?.config.document.key;
    for (const wait of STORING_MS) {
      const session = await this.openSession(this.task);
      if (session.config.document.key !== left) return session;
      showBanner(messages.beingStored);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return this.openSession(this.task);
  }

  #showOnce(reason: string, showIt: () => void): void {
    if (this.#shownReason === reason) return;
    this.#shownReason = reason;
    showIt();
  }

  #clearBanner(): void {
    this.#shownReason = '';
    hideBanner();
  }

  /** Back to where the person came from. The editor is replaced in the history, so going back does not reopen it. */
  #close(): void {
    this.#frame.send({ type: 'close' });
    this.#frame.remove();
    location.replace(returnAddress(this.#home));
  }

  #end(): void {
    this.#watch.stop();
    this.#started();
    this.#frame.remove();
    hideBanner();
    show('ended');
    document.querySelector<HTMLElement>('#ended h1')?.focus();
  }

  #failed(): void {
    this.#started();
    showBanner(messages.failed, { offerReload: true });
    this.#watch.check();
  }

  #expectEditor(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => show('slow'), SLOW_MS);
  }

  /** The editor has loaded, or shows its own error. */
  #started(): void {
    clearTimeout(this.#slowTimer);
    hide('loading');
    hide('slow');
    this.#frame.takeFocus();
  }

  #loaded(): void {
    setTimeout(() => this.#isFrameReady || this.#showFallback('silent'), SILENT_MS);
  }

  #showFallback(id: 'unreachable' | 'silent'): void {
    clearTimeout(this.#slowTimer);
    for (const other of ['loading', 'slow', 'banner']) hide(other);
    show(id);
  }
}

/** Reports the error: after a failed conversion the server gives the next session another document key. */
function report({ session_id: id }: EditorSession, code: number): void {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ code }), keepalive: true };
  fetch(`/api/eurooffice/session/${id}/errors`, init).catch(() => undefined);
}

/** The editor shows a button for each handler, so readers get no handlers for what only editors may do. */
function eventsFor({ config }: EditorSession): EventName[] {
  const events: EventName[] = [
    ...(['onAppReady', 'onDocumentReady', 'onUserActionRequired', 'onInfo'] as const),
    ...(['onError', 'onWarning', 'onMetaChange'] as const),
    ...(['onRequestRefreshFile', 'onOutdatedVersion', 'onRequestClose'] as const),
  ];
  return config.editorConfig.mode === 'edit' ? [...events, 'onRequestRename'] : events;
}

/** The editor starts in the light or dark theme of the pages; a theme chosen in the editor is kept. */
function withTheme({ config }: EditorSession): EditorSession['config'] {
  const { editorConfig } = config;
  const uiTheme = matchMedia('(prefers-color-scheme: dark)').matches
    ? 'default-dark'
    : 'default-light';
  const customization = { ...editorConfig.customization, uiTheme };
  return { ...config, editorConfig: { ...editorConfig, customization } };
}

/** The list or the document's page with its query, if the person came from there; else the document's page. */
function returnAddress(home: string): string {
  const from = URL.parse(document.referrer);
  const isOurs = from?.origin === location.origin && ['/', home].includes(from.pathname);
  return isOurs ? from.pathname + from.search : home;
}

/** Runs the page. `openSession` requests an editing session whenever one is needed. */
export function runEditor(openSession: OpenSession): void {
  const task = JSON.parse(document.getElementById('task')?.textContent ?? '{}') as EditorTask;
  new EditorPage(task, openSession).run();
}

/** The text of some markup. Tags are removed before parsing, as an inline handler would violate our policy. */
function plainText(markup: string): string {
  const text = markup
    .replace(/<(script|style)\b[^]*?<\/\1\s*>/gi, ' ')
    .replace(/<(br|\/p|\/div|\/li|\/h\d)\b[^>]*>/gi, ' ')
    .replace(/<\/?[a-z!][^>]*>/gi, '')
    .replaceAll('<', '&lt;');
  const { body } = new DOMParser().parseFromString(text, 'text/html');
  return (body.textContent ?? '').replace(/\s+/g, ' ').trim();
}
