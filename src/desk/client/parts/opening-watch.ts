/** What an opening of the document would be now, for this person; as the API says it. */
export interface OpeningState {
  readonly title: string;
  readonly mode: 'edit' | 'view';
  /** The document key that was asked about is the one that an opening would get. */
  readonly is_current: boolean;
  readonly checked_out_by: { readonly display_name: string } | null;
}

export interface OpeningListener {
  /** The Document Server's name for what is shown; undefined while nothing is. */
  key(): string | undefined;
  seen(state: OpeningState): void;
  signedOut(): void;
  /** The document is gone, or no longer shared with this person. */
  ended(): void;
}

const EVERY_MS = 4000;
const SLOWEST_MS = 60_000;

/** Looks after an open document while the page can be seen: the editor tells its page little of what happens elsewhere. */
export class OpeningWatch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #isOver = false;

  constructor(
    private readonly documentId: string,
    private readonly listener: OpeningListener,
  ) {}

  start(): void {
    document.addEventListener('visibilitychange', () => this.look());
    this.#schedule();
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** Now, not at the next turn. */
  look(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || document.visibilityState !== 'visible') return;
    void this.#ask()
      .then(() => (this.#failures = 0))
      // The editor itself says that it lost its connection.
      .catch(() => (this.#failures = Math.min(this.#failures + 1, 4)))
      .then(() => this.#schedule());
  }

  async #ask(): Promise<void> {
    const key = this.listener.key();
    if (key === undefined) return;
    const query = new URLSearchParams({ key });
    const path = `/api/eurooffice/opening/${this.documentId}?${query}`;
    const response = await fetch(path, { cache: 'no-store' });
    if (this.#isOver) return;
    if (response.status === 401) this.listener.signedOut();
    else if (response.status === 404) this.listener.ended();
    else if (!response.ok) throw new Error(`not told: ${response.status}`);
    // What was asked about is shown no longer.
    else if (key === this.listener.key())
      this.listener.seen((await response.json()) as OpeningState);
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (this.#isOver || document.visibilityState !== 'visible') return;
    const wait = Math.min(EVERY_MS * 2 ** this.#failures, SLOWEST_MS);
    this.#timer = setTimeout(() => this.look(), wait);
  }
}
