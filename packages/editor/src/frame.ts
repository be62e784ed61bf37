import { messageOf, PROTOCOL, type FrameEventName, type FrameMessage } from './frame-events.js';
import { Failure, webAddress, type EditorConfig, type KontorSession } from './session.js';

/** What the editor needs, and no `allow-top-navigation`: nothing in the frame can lead the page elsewhere. */
const SANDBOX =
  'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox allow-pointer-lock';
const ALLOWED = 'clipboard-read; clipboard-write; fullscreen; autoplay';

export type MessageToFrame =
  | {
      readonly type: 'open';
      readonly api_js_url: string;
      readonly config: EditorConfig;
      readonly events: readonly FrameEventName[];
    }
  | { readonly type: 'refresh'; readonly config: EditorConfig }
  | { readonly type: 'call'; readonly method: string; readonly argument?: unknown }
  | { readonly type: 'close' };

/** The frame in the editor's origin. Messages of any other window or origin are ignored. */
export class EditorFrame {
  readonly element = document.createElement('iframe');
  readonly #origin: string;

  /** `signal` ends it: the frame goes, and what listens to it. Without a usable address: `Failure` `frame`. */
  constructor(
    { frame_url: address }: KontorSession,
    on: { readonly message: (message: FrameMessage) => void; readonly loaded: () => void },
    signal: AbortSignal,
  ) {
    const url = webAddress(address);
    // The foreign script would run in this page's own origin.
    if (url === undefined || url.origin === location.origin) throw new Failure('frame');
    this.#origin = url.origin;
    url.searchParams.set('parent', location.origin);
    const frame = this.element;
    frame.setAttribute('sandbox', SANDBOX);
    frame.allow = ALLOWED;
    frame.className = 'frame';
    frame.src = url.href;
    frame.addEventListener('load', on.loaded, { signal });
    const receive = ({ source, origin, data }: MessageEvent<unknown>): void => {
      if (source === null || source !== frame.contentWindow || origin !== this.#origin) return;
      const message = messageOf(data);
      if (message !== undefined) on.message(message);
    };
    addEventListener('message', receive, { signal });
    signal.addEventListener('abort', () => {
      this.send({ type: 'close' });
      frame.remove();
    });
  }

  send(message: MessageToFrame): void {
    this.element.contentWindow?.postMessage({ protocol: PROTOCOL, ...message }, this.#origin);
  }
}
