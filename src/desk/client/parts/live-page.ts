import { refreshTimes } from './relative-times.js';
import { showToast } from './toast.js';
import { messages } from './messages.js';
import { hideSignedOut, isSignedOut, leaveSignedOut, PAGE_OR_PROBLEM } from './signed-out.js';

const EVERY_MS = 4000;
const SLOWEST_MS = 60_000;

/**
 * Keeps regions of the page up to date. It polls the page itself with the tag of what is shown: the server answers
 * 304 while nothing has changed, otherwise the regions are replaced.
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
    const request = ++this.#latest;
    try {
      const headers = { accept: PAGE_OR_PROBLEM, 'if-none-match': `"${this.#tag}"` };
      const response = await fetch(location.href, { headers, cache: 'no-store' });
      // A response is ignored if a newer request was sent meanwhile.
      if (request === this.#latest) await this.#take(response);
      this.#reached();
    } catch {
      this.#missed();
    }
    this.#schedule();
  }

  /**
   * Takes the regions from the answer to a form; returns the whole page, or undefined if it is another one. What was
   * asked for before, and is answered later, knows less.
   */
  async show(response: Response): Promise<Document | undefined> {
    this.#latest += 1;
    return response.ok ? this.#swapRegions(response) : undefined;
  }

  async #swapRegions(response: Response): Promise<Document | undefined> {
    const page = new DOMParser().parseFromString(await response.text(), 'text/html');
    if (this.regionIds.every((id) => page.getElementById(id) === null)) return undefined;
    refreshTimes(page);
    refreshTimes(document);
    this.#tag = page.body.dataset.tag ?? '';
    for (const id of this.regionIds) swap(id, page);
    this.changed();
    return page;
  }

  async #take(response: Response): Promise<void> {
    if (isSignedOut(response)) return leaveSignedOut();
    hideSignedOut();
    // The document was deleted, or is not for this person any more: the reloaded page says so.
    if (response.status === 403 || response.status === 404) location.reload();
    else if (response.ok) await this.#swapRegions(response);
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
  const shown = document.getElementById(id);
  const there = page.getElementById(id);
  if (shown === null || there === null) return;
  const focused = document.activeElement;
  morph(shown, there);
  // If the focused element was removed, the focus goes to the start of the content, not of the window.
  if (focused !== null && !focused.isConnected) document.getElementById('content')?.focus();
}

/**
 * Makes `from` look like `to` by changing only what differs: what stays keeps its focus, its open details
 * and its place under a screen reader's cursor. Children are matched by id, others by position.
 */
function morph(from: Element, to: Element): void {
  if (from.isEqualNode(to)) return;
  if (from.tagName !== to.tagName) {
    from.replaceWith(to);
    return;
  }
  syncAttributes(from, to);
  if (hasText(from) || hasText(to)) from.replaceChildren(...to.childNodes);
  else syncChildren(from, to);
}

const hasText = (element: Element): boolean =>
  [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== '',
  );

const KEPT = ['open', 'data-loaded'];

function syncAttributes(from: Element, to: Element): void {
  for (const { name, value } of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value);
  }
  for (const { name } of [...from.attributes]) {
    // What the person opened stays open, and a picture that has loaded stays shown.
    if (!to.hasAttribute(name) && !KEPT.includes(name)) from.removeAttribute(name);
  }
}

function syncChildren(from: Element, to: Element): void {
  const unnamed = [...from.children].filter((child) => child.id === '');
  const kept = [...to.children].map((wanted) => {
    const present =
      wanted.id === '' ? unnamed.shift() : from.querySelector(`:scope > #${CSS.escape(wanted.id)}`);
    if (!present || present.tagName !== wanted.tagName) return wanted;
    morph(present, wanted);
    return present;
  });
  for (const child of [...from.children]) if (!kept.includes(child)) child.remove();
  kept.forEach((child, index) => {
    const there = from.children[index] ?? null;
    if (there !== child) from.insertBefore(child, there);
  });
}
