import { messageFromFrame, PROTOCOL, type FromFrame, type ToFrame } from './frame-messages.js';

/**
 * What the editor needs, without `allow-top-navigation`: nothing in the frame can navigate the page. Windows that it
 * opens are ordinary ones; the opener policy of this page cuts them off from it.
 */
const SANDBOX = [
  ...['allow-scripts', 'allow-same-origin', 'allow-forms', 'allow-modals', 'allow-downloads'],
  ...['allow-popups', 'allow-popups-to-escape-sandbox', 'allow-pointer-lock'],
].join(' ');
const ALLOWED = 'clipboard-read; clipboard-write; fullscreen; autoplay';

/** The editor's frame, seen from our page. Messages from any other window or origin are ignored. */
export class EditorFrame {
  readonly #frame = document.createElement('iframe');
  readonly #origin: string;

  constructor(
    private readonly url: string,
    private readonly onMessage: (message: FromFrame) => void,
  ) {
    this.#origin = new URL(url).origin;
    this.#frame.setAttribute('sandbox', SANDBOX);
    this.#frame.allow = ALLOWED;
    this.#frame.className = 'editor-frame';
    addEventListener('message', this.#receive);
  }

  /** Puts the frame into the page; `loaded` is called for any response, also for an error page. */
  placeIn(parent: Element | null, loaded: () => void): void {
    this.#frame.addEventListener('load', loaded);
    this.#frame.src = this.url;
    parent?.replaceChildren(this.#frame);
  }

  set title(title: string) {
    this.#frame.title = title;
  }

  send(message: ToFrame): void {
    this.#frame.contentWindow?.postMessage({ protocol: PROTOCOL, ...message }, this.#origin);
  }

  /** Moves the focus into the editor, unless the person already uses something else on the page. */
  takeFocus(): void {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) this.#frame.focus();
  }

  remove(): void {
    removeEventListener('message', this.#receive);
    this.#frame.remove();
  }

  readonly #receive = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source !== this.#frame.contentWindow || origin !== this.#origin) return;
    const message = messageFromFrame(data);
    if (message !== undefined) this.onMessage(message);
  };
}
