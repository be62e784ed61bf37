import { isProblem, type Kontor, type OpeningState } from './kontor.js';
import { Failure } from './session.js';

const POLL_MS = 5000;
const SLOWEST_POLL_MS = 60_000;

export interface WatchParts {
  readonly kontor: Kontor;
  /** Ends it. */
  readonly signal: AbortSignal;
  /** Of what is shown now; undefined before the first opening. */
  readonly key: () => string | undefined;
  readonly changed: (now: OpeningState, before: OpeningState | undefined) => void;
  /** The document is gone, or the person's right to it. */
  readonly gone: (failure: Failure) => void;
  /** Said once, until an answer comes again. */
  readonly troubled: (failure: Failure) => void;
}

/** Asks now and then how the document would open: the editor reports little of what happens elsewhere. */
export class Watch {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  #state: OpeningState | undefined;

  constructor(private readonly parts: WatchParts) {
    const { signal } = parts;
    document.addEventListener('visibilitychange', () => this.check(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** Asks now instead of at the next interval. Nobody asks for a page that nobody looks at. */
  check(): void {
    clearTimeout(this.#timer);
    const { kontor, signal } = this.parts;
    const key = this.parts.key();
    if (key === undefined || signal.aborted || document.visibilityState !== 'visible') return;
    kontor
      .opening(key)
      .then(
        (state) => this.#came(key, state),
        (error: unknown) => this.#failed(error),
      )
      .finally(() => {
        if (signal.aborted) return;
        clearTimeout(this.#timer);
        const wait = Math.min(POLL_MS * 2 ** this.#failures, SLOWEST_POLL_MS);
        this.#timer = setTimeout(() => this.check(), wait);
      });
  }

  #came(key: string, state: OpeningState): void {
    this.#failures = 0;
    if (key !== this.parts.key()) return;
    const before = this.#state;
    this.#state = state;
    this.parts.changed(state, before);
  }

  #failed(error: unknown): void {
    if (this.parts.signal.aborted || !(error instanceof Failure)) return;
    if (isProblem(error, 'documents/no-such-document')) return this.parts.gone(error);
    // The editor itself shows that a connection is lost.
    this.#failures = Math.min(this.#failures + 1, 4);
    if (this.#failures === 1) this.parts.troubled(error);
  }
}
