import type { EditorTask } from '../../edit/editor-task.js';
import { here } from '../parts/here.js';

/** How this person could open the document now, as the API returns it. */
export interface OpeningState {
  readonly title: string;
  readonly mode: 'edit' | 'view';
  readonly permissions: Readonly<Record<string, boolean>>;
  /** The document key in the request is the one that a new session would get. */
  readonly is_current: boolean;
  readonly current_version: number | null;
  readonly checked_out_by: { readonly display_name: string } | null;
}

export interface OpeningListener {
  /** The document key that is open; undefined while there is none. */
  key(): string | undefined;
  changed(state: OpeningState): void;
  signedOut(): void;
  /** The document is gone, or no longer shared with this person. */
  ended(): void;
}

const EVERY_MS = 4000;
const SLOWEST_MS = 60_000;

/** Polls the state of an open document while the page is visible: the editor reports little of what happens elsewhere. */
export class OpeningWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isOver = false;

  constructor(
    private readonly task: Pick<EditorTask, 'documentId' | 'convert'>,
    private readonly listener: OpeningListener,
  ) {}

  start(): void {
    document.addEventListener('visibilitychange', () => this.check());
    this.#schedule();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Checks now instead of at the next interval. */
  check(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || document.visibilityState !== 'visible') return;
    void this.#poll()
      .then(() => (this.#failures = 0))
      // The editor itself shows that it lost its connection.
      .catch(() => (this.#failures = Math.min(this.#failures + 1, 4)))
      .then(() => this.#schedule());
  }

  async #poll(): Promise<void> {
    const key = this.listener.key();
    if (key === undefined) return;
    const { documentId, convert } = this.task;
    const query = new URLSearchParams({ key, ...(convert && { convert: 'true' }) });
    const path = `/api/eurooffice/opening/${documentId}?${query}`;
    const response = await fetch(here(path), { cache: 'no-store' });
    if (this.#isOver) return;
    if (response.status === 401) this.listener.signedOut();
    else if (response.status === 404) this.listener.ended();
    else if (!response.ok) throw new Error(`status of the document: HTTP ${response.status}`);
    // Ignored if another document key is open by now.
    else if (key === this.listener.key())
      this.listener.changed((await response.json()) as OpeningState);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || document.visibilityState !== 'visible') return;
    const wait = Math.min(EVERY_MS * 2 ** this.#failures, SLOWEST_MS);
    this.#timer = setTimeout(() => this.check(), wait);
  }
}
