import { Opening, type OpeningListener, type Wish } from './opening.js';
import type { Failure, FailureCode, KontorSession } from './session.js';
import { Surface } from './surface.js';
import { textsFor } from './texts.js';

interface OfDocument {
  readonly documentId: string;
}
export interface ReadyDetail extends OfDocument {
  readonly title: string;
  readonly mode: 'edit' | 'view';
}
export interface SavedDetail extends OfDocument {
  /**
   * The version that Kontor stored. Null without `api-url`: the Document Server has all that was typed, and Kontor stores
   * it at the end of the editing or by autosave.
   */
  readonly version: number | null;
}
export interface RenamedDetail extends OfDocument {
  readonly title: string;
}
export interface CopiedDetail extends OfDocument {
  /** The new document's id in Kontor. */
  readonly copyId: string;
  readonly title: string;
}
export interface SourceDetail extends OfDocument {
  /** Of the document that a spreadsheet has data from. */
  readonly sourceId: string;
  readonly title: string;
  /** Of its page in Kontor; null if the application left `link` out of the answer. */
  readonly url: string | null;
}
export type ClosedDetail = OfDocument;
export interface ErrorDetail extends OfDocument {
  readonly code: FailureCode;
  /** In the language of the element, or what Kontor said. */
  readonly message: string;
  /** The editor is gone, and the element shows why. False: it goes on. */
  readonly isOver: boolean;
  /** Status of the answer, where there was one. */
  readonly status?: number;
  /** `code` of Kontor's answer. */
  readonly problem?: string;
  /** Of `private`: the page of Kontor that opens it. */
  readonly url?: string;
  /** Of `editor`: the Document Server's number. */
  readonly number?: number | null;
}

export interface KontorEditorEventMap {
  readonly ready: CustomEvent<ReadyDetail>;
  readonly saved: CustomEvent<SavedDetail>;
  readonly rename: CustomEvent<RenamedDetail>;
  readonly 'saved-as': CustomEvent<CopiedDetail>;
  /** Cancelable: then the page shows it itself. */
  readonly open: CustomEvent<SourceDetail>;
  readonly closed: CustomEvent<ClosedDetail>;
  readonly error: CustomEvent<ErrorDetail>;
}

/** The desktop editor's tools need more room than this. */
const PHONE_WIDTH = '(max-width: 599px)';
const isPhone = (): boolean =>
  matchMedia(PHONE_WIDTH).matches || /\bMobi/.test(navigator.userAgent);

/** Attributes that decide what is open; `theme` only decides how it looks. */
const OPENING = [
  ...(['document-id', 'session-url', 'api-url'] as const),
  ...(['mode', 'version', 'lang', 'type'] as const),
];

/** Frameworks load the module on servers too, which have no elements. */
const BaseElement = globalThis.HTMLElement ?? (Object as unknown as typeof HTMLElement);

/** Its own language, else that of the page around it, also around a shadow tree, else the browser's. */
const languageAround = (element: Element | undefined): string =>
  element === undefined
    ? navigator.language
    : (element.closest<HTMLElement>('[lang]:not([lang=""])')?.lang ??
      languageAround((element.getRootNode() as Partial<ShadowRoot>).host));

/** `<kontor-editor>`: one document in Kontor's editor. The README says what an application has to do for it. */
export class KontorEditor extends BaseElement {
  static readonly observedAttributes: readonly string[] = OPENING;

  readonly #surface: Surface;
  #opening: Opening | undefined;
  #session: KontorSession | undefined;
  #actionLink: object | undefined;
  #isPlanned = false;
  #isSessionUsed = false;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    this.#surface = new Surface(root, textsFor(''), () => this.reload());
  }

  connectedCallback(): void {
    this.#takeUp();
    this.#plan();
  }

  disconnectedCallback(): void {
    this.#end();
    this.#surface.clear();
  }

  attributeChangedCallback(_name: string, before: string | null, now: string | null): void {
    if (before !== now) this.#plan();
  }

  get documentId(): string {
    return this.getAttribute('document-id') ?? '';
  }
  set documentId(id: string) {
    this.setAttribute('document-id', id);
  }

  get sessionUrl(): string {
    return this.getAttribute('session-url') ?? '';
  }
  set sessionUrl(url: string) {
    this.setAttribute('session-url', url);
  }

  get apiUrl(): string {
    return this.getAttribute('api-url') ?? '';
  }
  set apiUrl(url: string) {
    this.setAttribute('api-url', url);
  }

  /** An earlier version, to look at; null for the newest. */
  get version(): number | null {
    const number = Number(this.getAttribute('version') ?? NaN);
    return Number.isSafeInteger(number) && number > 0 ? number : null;
  }
  set version(number: number | null) {
    if (number === null) this.removeAttribute('version');
    else this.setAttribute('version', String(number));
  }

  /** What `POST /api/eurooffice/session` answered; opens at once. A session serves one opening, within ten minutes. */
  get session(): KontorSession | undefined {
    return this.#session;
  }
  set session(session: KontorSession | undefined) {
    this.#session = session;
    this.#isSessionUsed = false;
    this.#plan();
  }

  /** A place in the document, as the editor described it (`onMakeActionLink`). Set it before the document opens. */
  get actionLink(): object | undefined {
    return this.#actionLink;
  }
  set actionLink(place: object | undefined) {
    this.#actionLink = place;
  }

  // Only for the types of the events.
  override addEventListener<Name extends keyof KontorEditorEventMap>(
    name: Name,
    listener: (this: KontorEditor, event: KontorEditorEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(name, listener, options);
  }

  /** Opens the document again, with a new session. */
  reload(): void {
    this.#end();
    if (!this.isConnected) return;
    const wish = this.#wish();
    this.#isSessionUsed = true;
    this.#surface.speak(wish.texts);
    this.#surface.loading();
    const opening = new Opening(wish, this.#listener());
    this.#opening = opening;
    opening.start();
  }

  /** Takes the editor down, once what was typed has left the browser; `closed` follows. */
  async close(): Promise<void> {
    await this.#opening?.close();
  }

  /** Moves the keyboard into the editor, or to what the element shows in its place. */
  override focus(): void {
    if (this.#opening === undefined) this.#surface.focus();
    else this.#opening.focus();
  }

  #end(): void {
    this.#opening?.end();
    this.#opening = undefined;
  }

  /** What a page set before this module had loaded hides the accessor of that name. */
  #takeUp(): void {
    for (const [name, value] of Object.entries(this)) {
      if (!(name in KontorEditor.prototype)) continue;
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  /** Several attributes that change at once are one opening. */
  #plan(): void {
    if (this.#isPlanned || !this.isConnected) return;
    this.#isPlanned = true;
    queueMicrotask(() => {
      this.#isPlanned = false;
      this.reload();
    });
  }

  #wish(): Wish {
    const lang = languageAround(this);
    const mode = this.getAttribute('mode');
    const type = this.getAttribute('type');
    const { version } = this;
    return {
      request: {
        file_id: this.documentId,
        ...((mode === 'edit' || mode === 'view') && { mode }),
        ...(version !== null && { version }),
        lang: /^[a-z]{2}(?:-[A-Z]{2})?(?=-|$)/.exec(lang)?.[0] ?? 'en',
        type:
          type === 'desktop' || type === 'mobile' || type === 'embedded'
            ? type
            : isPhone()
              ? 'mobile'
              : 'desktop',
        time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        ...(this.#actionLink && { action_link: this.#actionLink }),
      },
      sessionUrl: this.sessionUrl || undefined,
      apiUrl: this.apiUrl.replace(/\/+$/, '') || undefined,
      session: this.#session && (this.#isSessionUsed ? 'used' : this.#session),
      isDark: this.#isDark(),
      texts: textsFor(lang),
    };
  }

  #isDark(): boolean {
    const theme = this.getAttribute('theme');
    if (theme === 'dark' || theme === 'light') return theme === 'dark';
    return matchMedia('(prefers-color-scheme: dark)').matches;
  }

  #listener(): OpeningListener {
    const surface = this.#surface;
    const over = (): void => void (this.#opening = undefined);
    return {
      placed: (frame) => surface.place(frame),
      drawn: () => surface.reveal(),
      slow: () => surface.slow(),
      ready: (opened) => {
        surface.entitle(opened.title);
        this.#tell('ready', opened);
      },
      saved: (version) => this.#tell('saved', { version }),
      renamed: (title) => {
        surface.entitle(title);
        this.#tell('rename', { title });
      },
      copied: ({ id: copyId, title }) => this.#tell('saved-as', { copyId, title }),
      opens: ({ id: sourceId, title, url }) => {
        if (this.#tell('open', { sourceId, title, url: url ?? null }) && url !== undefined)
          window.open(url, '_blank', 'noopener');
      },
      dialog: (title) => surface.dialog(title),
      closed: () => {
        over();
        surface.closed();
        this.#tell('closed', {});
      },
      failed: (failure) => {
        over();
        surface.failed(failure);
        this.#tellFailure(failure, true);
      },
      troubled: (failure) => this.#tellFailure(failure, false),
      notice: (sentence, offersRetry) => surface.notice(sentence, offersRetry),
      reopen: () => this.reload(),
    };
  }

  #tellFailure({ code, details }: Failure, isOver: boolean): void {
    const { text, ...more } = details;
    const message = text ?? textsFor(languageAround(this)).failures[code].title;
    this.#tell('error', { code, message, isOver, ...more });
  }

  /** Not bubbling: an `error` that bubbles would reach handlers meant for scripts and images. */
  #tell<Name extends keyof KontorEditorEventMap>(
    name: Name,
    detail: Omit<KontorEditorEventMap[Name]['detail'], 'documentId'>,
  ): boolean {
    const { documentId } = this;
    const init = { detail: { documentId, ...detail }, cancelable: name === 'open' };
    return this.dispatchEvent(new CustomEvent(name, init));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kontor-editor': KontorEditor;
  }
}
