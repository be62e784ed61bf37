import { morph } from './morph.js';
import { refreshTimes } from './relative-times.js';
import { showToast } from './toast.js';
import { messages } from './messages.js';

const EVERY_MS = 4000;
const SLOWEST_MS = 60_000;

/**
 * Keeps regions of the page as the server would draw them now. The page itself is the feed: asked for again
 * with its tag, it answers 304 as long as nothing has changed.
 */
export class LivePage {
  #tag = document.body.dataset.tag ?? '';
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest = 0;

  /** `changed` is called after the regions were brought up to date. */
  constructor(
    private readonly regionIds: readonly string[],
    private readonly changed: () => void = () => undefined,
  ) {}

  start(): void {
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.refresh();
      else clearTimeout(this.#timer);
    });
    this.#schedule();
  }

  async refresh(): Promise<void> {
    clearTimeout(this.#timer);
    const turn = ++this.#latest;
    try {
      const headers = { accept: 'text/html', 'if-none-match': `"${this.#tag}"` };
      const response = await fetch(location.href, { headers, cache: 'no-store' });
      // An answer that a newer question has overtaken is not shown.
      if (turn === this.#latest) await this.#take(response);
      this.#reached();
    } catch {
      this.#missed();
    }
    this.#schedule();
  }

  /** Shows a page that the server has drawn; answers it, for what else it says. */
  async show(response: Response): Promise<Document> {
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    refreshTimes(page);
    refreshTimes(document);
    this.#tag = page.body.dataset.tag ?? '';
    for (const id of this.regionIds) swap(id, page);
    this.changed();
    return page;
  }

  async #take(response: Response): Promise<void> {
    const isSignedOut = response.redirected && new URL(response.url).pathname === '/login';
    // Signed out, or the document is gone: the page says so itself.
    if (isSignedOut || response.status === 404) location.reload();
    else if (response.ok) await this.show(response);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (document.visibilityState !== 'visible') return;
    const wait = Math.min(EVERY_MS * 2 ** this.#failures, SLOWEST_MS);
    this.#timer = setTimeout(() => void this.refresh(), wait);
  }

  #reached(): void {
    if (this.#failures > 0) showToast(messages.online);
    this.#failures = 0;
  }

  #missed(): void {
    if (this.#failures === 0) showToast(messages.offline);
    this.#failures = Math.min(this.#failures + 1, 4);
  }
}

function swap(id: string, page: Document): void {
  const here = document.getElementById(id);
  const there = page.getElementById(id);
  if (here === null || there === null) return;
  const focused = document.activeElement;
  morph(here, there);
  // Whoever stood on something that is gone now is put at the start of the content, not of the window.
  if (focused !== null && !focused.isConnected) document.getElementById('content')?.focus();
}
