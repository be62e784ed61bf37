import { hideBanner, showBanner, type BannerOptions } from '../parts/banner.js';
import { fill, messages } from '../parts/messages.js';
import { offerOtherFormat } from './continuing.js';
import type { EditorTask } from '../../edit/editor-task.js';
import type { EditorSession, OpenSession } from './editor-session.js';
import type { EditorPageControls, Handlers } from './flow.js';
import { FLOWS } from './flows.js';
import { isEventName, isOffered, limitOf, type EditorEvent } from './frame-events.js';
import { EditorFrame } from './frame-host.js';
import type { FromFrame, MethodName } from './frame-messages.js';
import { OpeningWatch, type OpeningState } from './opening-watch.js';
import { PerMinute } from './per-minute.js';
import { here } from '../parts/here.js';
import { SignedOut } from '../parts/signed-out.js';

/** After this, the page shows that opening takes long; it keeps waiting. */
const SLOW_MS = 20_000;
/** The frame's script reports before its page has loaded. Without a report in this time, it is another page. */
const SILENT_MS = 5000;

/** The sentence about a right that the format does not allow to use. */
const NOT_IN_FORMAT = {
  comment: 'notCommentable',
  fill: 'notFillable',
  review: 'notReviewable',
} as const;

/** A final save is stored within seconds; a busy storage may take a minute. */
const STORING_MS = [1000, 2000, 4000, 8000, 16_000, 30_000];

/** Sessions that one frame may request by loading itself anew. */
const MAX_OPENINGS_A_MINUTE = 20;

const show = (id: string): void => document.getElementById(id)?.removeAttribute('hidden');
const hide = (id: string): void => document.getElementById(id)?.setAttribute('hidden', '');

/**
 * The page of one document in the editor: sessions, rights and notices. The editor itself runs in the frame; what it
 * reports is handled by the flows (flows.ts).
 */
class EditorPage implements EditorPageControls {
  readonly #frame: EditorFrame;
  readonly #watch: OpeningWatch;
  readonly #home: string;
  #title: string;
  #session: EditorSession | undefined;
  #opening: Promise<EditorSession> | undefined;
  #slowTimer: ReturnType<typeof setTimeout> | undefined;
  #isFrameReady = false;
  #isContinuing = false;
  #isLossTold = false;
  #isClosed = false;
  #hasTyped = false;
  #inHistory: ((newest: number) => void) | undefined;
  readonly #handlers: Handlers;
  readonly #limits = new PerMinute();
  /** Why the banner was last shown, so that it is shown once. */
  #shownReason = '';

  constructor(
    readonly task: EditorTask,
    private readonly openSession: OpenSession,
  ) {
    this.#title = task.title;
    this.#home = here(`/documents/${task.documentId}`);
    this.#frame = new EditorFrame(task.frameUrl, (message) => this.#onMessage(message));
    this.#handlers = Object.assign({}, ...FLOWS.map((flow) => flow(this))) as Handlers;
    this.#watch = new OpeningWatch(task, {
      key: () => this.#session?.config.document.key,
      changed: (state) => this.#onState(state),
      signedOut: () => this.#tellSignedOut(),
      ended: () => this.#end(),
    });
  }

  run(): void {
    this.#frame.title = fill(messages.editorOf, { title: this.#title });
    this.#frame.placeIn(document.querySelector('.editor-slot'), () => this.#loaded());
    addEventListener('offline', () => showBanner(messages.saveTrouble));
    // What was not submitted goes with the editor.
    addEventListener('beforeunload', (event) => this.hasEntries && event.preventDefault());
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
    if (message.type === 'ready') {
      if (this.#limits.allows('ready', MAX_OPENINGS_A_MINUTE)) void this.#open();
    } else if (message.type === 'drawn') hide('loading');
    else if (message.type === 'failed') this.#showFallback('unreachable');
    else void this.#onEvent(message.event);
  }

  /** Limits the requests to our server that the frame can cause to what a person could cause. */
  async #onEvent(event: EditorEvent): Promise<void> {
    const handle = this.#handlers[event.name] as ((event: EditorEvent) => unknown) | undefined;
    if (handle === undefined || !this.#limits.allows(event.name, limitOf(event.name))) return;
    try {
      await handle(event);
    } catch (error) {
      if (!(error instanceof SignedOut)) return showBanner(messages.failed);
      this.#shownReason = '';
      this.#tellSignedOut();
    }
  }

  /** Runs each time the frame loads: the editor reloads it to change between phone and desktop. */
  async #open(): Promise<void> {
    this.#isFrameReady = true;
    this.#inHistory = undefined;
    const opening = this.#session === undefined ? this.#opening : this.#requestSession();
    const session = await opening?.catch(() => undefined);
    if (session === undefined) return;
    this.#session = session;
    for (const id of ['unreachable', 'silent']) hide(id);
    const holder = session.checked_out_by?.display_name;
    if (holder) showBanner(fill(messages.onTheirDesktop, { name: holder }));
    if (session.converts_to !== null) this.#offerConversion(session, session.converts_to);
    if (!this.#isLossTold) offerOtherFormat(this, session);
    this.#isLossTold = true;
    if (session.not_in_format !== null) {
      const type = session.config.document.fileType;
      showBanner(fill(messages[NOT_IN_FORMAT[session.not_in_format]], { type }));
    }
    if (this.task.isPrivateForm) showBanner(messages.privateForm);
    if (this.isFilling) showBanner(messages.fillingAlone);
    const { api_js_url } = session;
    const events = Object.keys(this.#handlers)
      .filter(isEventName)
      .filter((name) => isOffered(name, { session, task: this.task }));
    this.#frame.send({ type: 'open', api_js_url, config: withTheme(session), events });
  }

  /** Said before anybody types: an old format is left at the first saved change. */
  #offerConversion({ config }: EditorSession, to: string): void {
    const address = here(`/edit/${this.task.documentId}?convert=1`);
    const offer = {
      label: fill(messages.editConverted, { to }),
      act: () => location.assign(address),
    };
    showBanner(fill(messages.convertsFirst, { from: config.document.fileType, to }), { offer });
  }

  get session(): EditorSession | undefined {
    return this.#session;
  }

  get title(): string {
    return this.#title;
  }

  set title(title: string) {
    const before = this.#title;
    if (title === before) return;
    this.#title = title;
    document.title = document.title.replace(before, () => title);
    for (const heading of document.querySelectorAll('[data-title]')) heading.textContent = title;
    this.#frame.title = fill(messages.editorOf, { title });
  }

  call(method: MethodName, argument?: unknown): void {
    this.#frame.send({ type: 'call', method, argument });
  }

  #tellSignedOut(): void {
    this.showOnce('signed-out', messages.signedOutEditing, { offerSignIn: true });
  }

  checkState(): void {
    this.#watch.check();
  }

  #onState(state: OpeningState): void {
    if (this.#shownReason === 'signed-out') this.hideBanner();
    this.title = state.title;
    const mode = this.#session?.config.editorConfig.mode;
    if (this.#inHistory !== undefined) return this.#inHistory(state.current_version ?? 0);
    if (this.task.version !== undefined || mode === undefined) return;
    if (mode === 'edit') this.#onStateWhileEditing(state);
    else if (!state.is_current) void this.#showNewer();
    else if (state.mode === 'edit')
      this.showOnce('may-edit', messages.mayEditNow, { offerReload: true });
    else if (this.#hasOtherRights(state.permissions))
      this.showOnce('rights', messages.rightsChanged, { offerReload: true });
    else if (['may-edit', 'rights'].includes(this.#shownReason)) this.hideBanner();
  }

  /** For a person who was editing and no longer may: the editor itself hardly explains it. */
  #onStateWhileEditing(state: OpeningState): void {
    const { mode, permissions, checked_out_by: holder, is_current } = state;
    const offerReload = true;
    if (mode === 'view' && holder !== null) {
      const sentence = fill(messages.checkedOutNow, { name: holder.display_name });
      this.showOnce('checked-out', sentence, { offerReload });
    } else if (mode === 'view') this.showOnce('may-look', messages.mayOnlyLook, { offerReload });
    else if (!is_current) this.showOnce('replaced', messages.replacedElsewhere, { offerReload });
    else if (this.#hasOtherRights(permissions))
      this.showOnce('rights', messages.rightsChanged, { offerReload });
    else if (['checked-out', 'may-look', 'replaced', 'rights'].includes(this.#shownReason))
      this.showOnce('may-edit', messages.mayEditNow, { offerReload });
  }

  /** A role below editing took the place of another, or something is kept back now. */
  #hasOtherRights(now: OpeningState['permissions']): boolean {
    const opened = this.#session?.config.document.permissions;
    return Object.entries(opened ?? {}).some(([name, isAllowed]) => now[name] !== isAllowed);
  }

  /** Readers get the newest version automatically; of a private document they have to ask, as it may need the key. */
  async #showNewer(): Promise<void> {
    if (this.#shownReason === 'moving') return;
    if (this.task.isPrivate) {
      const offer = { label: messages.showNewest, act: () => void this.continueWithNewest() };
      this.showOnce('newer', messages.newerVersion, { offer });
      return;
    }
    this.#shownReason = 'moving';
    await this.continueWithNewest();
  }

  /** The content was saved and closed elsewhere: continues with the newest version, in place if the editor can. */
  async continueWithNewest(): Promise<void> {
    if (this.#isContinuing) return;
    this.#isContinuing = true;
    try {
      const session = await this.#newSession();
      const sentence = this.#sentenceOn(session);
      this.#session = session;
      this.#shownReason = '';
      this.#frame.send({ type: 'refresh', config: withTheme(session) });
      showBanner(sentence);
    } catch {
      this.#shownReason = 'failed';
      showBanner(messages.failed, { offerReload: true });
    } finally {
      this.#isContinuing = false;
    }
  }

  /** Rights may have changed since the document was opened: a save follows when somebody is stopped. */
  #sentenceOn({ config, checked_out_by: holder }: EditorSession): string {
    const mode = this.#session?.config.editorConfig.mode;
    const isViewed = config.editorConfig.mode === 'view';
    if (mode === 'edit' && isViewed && holder === null) return messages.mayOnlyLook;
    if (mode !== undefined && holder === null && this.#hasOtherRights(config.document.permissions))
      return messages.rightsChanged;
    return isViewed ? messages.newestShown : messages.refreshed;
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

  showBanner(sentence: string, options: BannerOptions = {}): void {
    this.#shownReason = '';
    showBanner(sentence, options);
  }

  showOnce(reason: string, sentence: string, options: BannerOptions = {}): void {
    if (this.#shownReason === reason) return;
    this.#shownReason = reason;
    showBanner(sentence, options);
  }

  hideBanner(): void {
    this.#shownReason = '';
    hideBanner();
  }

  get isFilling(): boolean {
    const { document, editorConfig } = this.#session?.config ?? {};
    if (document === undefined || editorConfig?.mode !== 'edit') return false;
    return document.permissions.fillForms && !document.permissions.edit;
  }

  get hasEntries(): boolean {
    return this.isFilling && this.#hasTyped && !this.#isClosed;
  }

  typed(): void {
    this.#hasTyped = true;
  }

  get isInHistory(): boolean {
    return this.#inHistory !== undefined;
  }

  enterHistory(onNewest: (version: number) => void): void {
    this.#inHistory = onNewest;
    this.hideBanner();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#watch.stop();
    this.#frame.send({ type: 'close' });
    this.#frame.remove();
    show('loading');
  }

  /** The editor is replaced in the history, so going back does not reopen it. */
  leave(): void {
    this.close();
    location.replace(returnAddress(this.#home));
  }

  #end(): void {
    this.showInstead('ended');
  }

  showInstead(id: string): void {
    this.close();
    this.started();
    hideBanner();
    show(id);
    document.querySelector<HTMLElement>(`#${id} h1`)?.focus();
  }

  #failed(): void {
    this.started();
    showBanner(messages.failed, { offerReload: true });
    this.#watch.check();
  }

  #expectEditor(): void {
    clearTimeout(this.#slowTimer);
    this.#slowTimer = setTimeout(() => show('slow'), SLOW_MS);
  }

  /** The editor has loaded, or shows its own error. */
  started(): void {
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
  const isOurs = from?.origin === location.origin && [here('/'), home].includes(from.pathname);
  return isOurs ? from.pathname + from.search : home;
}

/** Runs the page. `openSession` requests an editing session whenever one is needed. */
export function runEditor(openSession: OpenSession): void {
  const task = JSON.parse(document.getElementById('task')?.textContent ?? '{}') as EditorTask;
  new EditorPage(task, openSession).run();
}
