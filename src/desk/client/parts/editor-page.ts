import { hush, tell } from './bar.js';
import { EditorFrame } from './editor-frame-host.js';
import type { EditorEvent, EventName, FromFrame } from './editor-frame-messages.js';
import type { EditorSession, EditorTask, OpenSession } from './editor-session.js';
import { OpeningWatch, type OpeningState } from './opening-watch.js';
import { plainText } from './plain-text.js';
import { rename } from './rename.js';
import { fill, messages } from './messages.js';

/** Then the page says that it takes long, and goes on waiting. */
const SLOW_MS = 20_000;
/** The frame's script speaks before its page has loaded; what stays silent for so long is something else. */
const SILENT_MS = 5000;

/** A final save is stored within seconds; a busy storage may take a minute. */
const STORING_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

/** Openings and new titles that one frame may ask for. */
const MOST_A_MINUTE = 20;

const show = (id: string): void => document.getElementById(id)?.removeAttribute('hidden');
const hide = (id: string): void => document.getElementById(id)?.setAttribute('hidden', '');

/** One document in the editor: what people may and what they are told is here, the editor itself is in the frame. */
class EditorPage {
  readonly #frame: EditorFrame;
  readonly #watch: OpeningWatch;
  readonly #home: string;
  #title: string;
  #session: EditorSession | undefined;
  #opening: Promise<EditorSession> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #isHeard = false;
  #isContinuing = false;
  readonly #asked: number[] = [];
  /** What the bar was last told of, so that it is told once. */
  #told = '';

  constructor(
    private readonly task: EditorTask,
    private readonly openSession: OpenSession,
  ) {
    this.#title = task.title;
    this.#home = `/documents/${task.documentId}`;
    this.#frame = new EditorFrame(task.frameUrl, (message) => this.#hear(message));
    this.#watch = new OpeningWatch(task.documentId, {
      key: () => this.#session?.config.document.key,
      seen: (state) => this.#seen(state),
      signedOut: () =>
        this.#once('signed-out', () => tell(messages.signedOutEditing, { offerSignIn: true })),
      ended: () => this.#end(),
    });
  }

  run(): void {
    this.#frame.title = fill(messages.editorOf, { title: this.#title });
    this.#frame.placeIn(document.querySelector('.editor-slot'), () => this.#loaded());
    addEventListener('offline', () => tell(messages.saveTrouble));
    // A page that the browser kept while it was left has an editor that nobody knows any more.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    void this.#begin();
    this.#watch.start();
  }

  /** A session is asked for while the frame loads: whichever is later opens the document. */
  #begin(): Promise<EditorSession> {
    const opening = this.openSession(this.task);
    this.#opening = opening;
    opening.then(
      () => this.#expectEditor(),
      () => this.#failed(),
    );
    return opening;
  }

  #hear(message: FromFrame): void {
    if (message.type === 'ready') void this.#allowed(() => this.#open());
    else if (message.type === 'drawn') hide('loading');
    else if (message.type === 'failed') this.#instead('unreachable');
    else this.#events(message.event);
  }

  /** The frame may ask for what costs this server something as often as a person could, and no more. */
  async #allowed(act: () => Promise<void>): Promise<void> {
    const now = performance.now();
    while (this.#asked[0] !== undefined && this.#asked[0] < now - 60_000) this.#asked.shift();
    if (this.#asked.length >= MOST_A_MINUTE) return;
    this.#asked.push(now);
    await act();
  }

  /** Every time the frame begins: the editor itself loads it anew to change between phone and desktop. */
  async #open(): Promise<void> {
    this.#isHeard = true;
    const opening = this.#session === undefined ? this.#opening : this.#begin();
    const session = await opening?.catch(() => undefined);
    if (session === undefined) return;
    this.#session = session;
    for (const id of ['unreachable', 'silent']) hide(id);
    const holder = session.checked_out_by?.display_name;
    if (holder) tell(fill(messages.onTheirDesktop, { name: holder }));
    const { api_js_url } = session;
    const events = eventsFor(session);
    this.#frame.tell({ type: 'open', api_js_url, config: inThisTheme(session), events });
  }

  #events(event: EditorEvent): void {
    if (event.name === 'onRequestRename') void this.#allowed(() => this.#rename(event.title));
    else if (event.name === 'onError') this.#error(event);
    else if (event.name === 'onInfo') this.#info(event.mode);
    else if (event.name === 'onRequestClose') this.#leave();
    else if (event.name === 'onMetaChange') this.#watch.look();
    else if (event.name === 'onRequestRefreshFile')
      void this.#allowed(() => this.#continueWithNewest());
    else if (event.name === 'onOutdatedVersion') location.reload();
    else if (event.name !== 'onWarning') this.#started();
  }

  /** The editor shows warnings itself; errors too, but without a way out. */
  #error({ code, text }: { code: number | null; text: string }): void {
    this.#started();
    if (code !== null && this.#session !== undefined) report(this.#session, code);
    const reason = plainText(text) || String(code ?? '');
    tell(fill(messages.editorFailed, { reason }), { offerReload: true });
    this.#watch.look();
  }

  /** Some Document Servers have room for so many who edit, and let others read without a word. */
  #info(mode: 'edit' | 'view'): void {
    if (mode === 'view' && this.#session?.config.editorConfig.mode === 'edit')
      this.#once('read-only', () => tell(messages.openedReadOnly, { offerReload: true }));
  }

  async #rename(wanted: string): Promise<void> {
    const title = await rename(this.task.documentId, wanted);
    // The server tells every editor which title stays.
    if (title === undefined) tell(fill(messages.titleStays, { title: this.#title }));
    else this.#retitle(title);
  }

  #retitle(title: string): void {
    const before = this.#title;
    if (title === before) return;
    this.#title = title;
    document.title = document.title.replace(before, () => title);
    for (const heading of document.querySelectorAll('[data-title]')) heading.textContent = title;
    this.#frame.title = fill(messages.editorOf, { title });
  }

  #seen(state: OpeningState): void {
    if (this.#told === 'signed-out') this.#quiet();
    this.#retitle(state.title);
    const mode = this.#session?.config.editorConfig.mode;
    if (this.task.version !== undefined || mode === undefined) return;
    if (mode === 'edit') this.#seenByEditor(state);
    else if (!state.is_current) void this.#moveOn();
    else if (state.mode === 'edit')
      this.#once('may-edit', () => tell(messages.mayEditNow, { offerReload: true }));
    else if (this.#told === 'may-edit') this.#quiet();
  }

  /** Whoever edited may do so no longer: the editor has ended it with one sentence, or none. */
  #seenByEditor({ mode, checked_out_by: holder, is_current }: OpeningState): void {
    if (mode === 'view' && holder !== null)
      this.#once('checked-out', () =>
        tell(fill(messages.checkedOutNow, { name: holder.display_name }), { offerReload: true }),
      );
    else if (mode === 'view')
      this.#once('may-look', () => tell(messages.mayOnlyLook, { offerReload: true }));
    else if (!is_current)
      this.#once('replaced', () => tell(messages.replacedElsewhere, { offerReload: true }));
    else if (['checked-out', 'may-look', 'replaced'].includes(this.#told)) {
      this.#once('may-edit', () => tell(messages.mayEditNow, { offerReload: true }));
    }
  }

  /** Who only looks is shown the newest by itself; a private one only where the key is at hand or asked for. */
  async #moveOn(): Promise<void> {
    if (this.#told === 'moving') return;
    if (this.task.isPrivate) {
      const offer = { label: messages.showNewest, act: () => void this.#continueWithNewest() };
      this.#once('newer', () => tell(messages.newerVersion, { offer }));
      return;
    }
    this.#told = 'moving';
    await this.#continueWithNewest();
  }

  /** The content was saved and closed elsewhere: go on with the newest, in place where the editor can. */
  async #continueWithNewest(): Promise<void> {
    if (this.#isContinuing) return;
    this.#isContinuing = true;
    try {
      const session = await this.#newSession();
      this.#session = session;
      this.#told = '';
      this.#frame.tell({ type: 'refresh', config: inThisTheme(session) });
      tell(session.config.editorConfig.mode === 'view' ? messages.newestShown : messages.refreshed);
    } catch {
      this.#told = 'failed';
      tell(messages.failed, { offerReload: true });
    } finally {
      this.#isContinuing = false;
    }
  }

  /** Until what was saved elsewhere is stored here, an opening gets the key that the editor has just left. */
  async #newSession(): Promise<EditorSession> {
    const left = this.#session?.config.document.key;
    for (const wait of STORING_MS) {
      const session = await this.openSession(this.task);
      if (session.config.document.key !== left) return session;
      tell(messages.beingStored);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
    return this.openSession(this.task);
  }

  #once(what: string, showIt: () => void): void {
    if (this.#told === what) return;
    this.#told = what;
    showIt();
  }

  #quiet(): void {
    this.#told = '';
    hush();
  }

  /** The way back to where the person came from; never forward into the editor again. */
  #leave(): void {
    this.#frame.tell({ type: 'close' });
    this.#frame.remove();
    location.replace(cameFrom(this.#home));
  }

  #end(): void {
    this.#watch.stop();
    this.#started();
    this.#frame.remove();
    hush();
    show('ended');
    document.querySelector<HTMLElement>('#ended h1')?.focus();
  }

  #failed(): void {
    this.#started();
    tell(messages.failed, { offerReload: true });
    this.#watch.look();
  }

  #expectEditor(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => show('slow'), SLOW_MS);
  }

  /** The editor is there, or says itself why not. */
  #started(): void {
    clearTimeout(this.#slowTimer);
    hide('loading');
    hide('slow');
    this.#frame.takeFocus();
  }

  #loaded(): void {
    setTimeout(() => this.#isHeard || this.#instead('silent'), SILENT_MS);
  }

  #instead(id: 'unreachable' | 'silent'): void {
    clearTimeout(this.#slowTimer);
    for (const other of ['loading', 'slow', 'banner']) hide(other);
    show(id);
  }
}

/** Told of a failed conversion, the server gives the next opening another key; nobody waits for it. */
function report({ session_id: id }: EditorSession, code: number): void {
  const headers = { 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ code }), keepalive: true };
  fetch(`/api/eurooffice/session/${id}/errors`, init).catch(() => undefined);
}

/** Readers are offered nothing that only editors may do: the editor shows a button for each handler. */
function eventsFor({ config }: EditorSession): EventName[] {
  const events: EventName[] = [
    ...(['onAppReady', 'onDocumentReady', 'onUserActionRequired', 'onInfo'] as const),
    ...(['onError', 'onWarning', 'onMetaChange'] as const),
    ...(['onRequestRefreshFile', 'onOutdatedVersion', 'onRequestClose'] as const),
  ];
  return config.editorConfig.mode === 'edit' ? [...events, 'onRequestRename'] : events;
}

/** The editor begins in the colours of the pages; whoever chooses others there keeps them. */
function inThisTheme({ config }: EditorSession): EditorSession['config'] {
  const { editorConfig } = config;
  const uiTheme = matchMedia('(prefers-color-scheme: dark)').matches
    ? 'default-dark'
    : 'default-light';
  const customization = { ...editorConfig.customization, uiTheme };
  return { ...config, editorConfig: { ...editorConfig, customization } };
}

/** The list or the document's page, as the person left it; the document's page for who came from elsewhere. */
function cameFrom(home: string): string {
  const from = URL.parse(document.referrer);
  const isOurs = from?.origin === location.origin && ['/', home].includes(from.pathname);
  return isOurs ? from.pathname + from.search : home;
}

/** Runs the page: the editor, opened by sessions that `openSession` asks for whenever one is due. */
export function runEditor(openSession: OpenSession): void {
  const task = JSON.parse(document.getElementById('task')?.textContent ?? '{}') as EditorTask;
  new EditorPage(task, openSession).run();
}
