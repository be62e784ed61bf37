import { isAppError } from '../../platform/errors/app-error.js';
import type { ShardStore } from './shard-store.js';
import type { Timing } from './timing.js';

/** A moment's failure is over by then, … */
const FIRST_REST_MS = 1_000;
/** … and for a longer one nobody is asked more often. */
const REST_MS = 5_000;

interface Rest {
  untilMs: number;
  isTrying: boolean;
}

/**
 * Providers that failed or kept a save waiting, and were not seen working since. Saves leave them out as long as
 * enough others are there; what they miss is repaired. One at a time they are tried by a write of their own, which
 * nobody waits for.
 */
export class RestingProviders {
  readonly #resting = new Map<string, Rest>();

  constructor(
    private readonly timing: Timing,
    /** Writes a few bytes as a save does; how long that may take is `inTimeMs`. */
    private readonly works: (store: ShardStore) => Promise<boolean>,
    private readonly inTimeMs: number,
  ) {}

  has(provider: string): boolean {
    return this.#resting.has(provider);
  }

  get names(): readonly string[] {
    return [...this.#resting.keys()];
  }

  /** It failed, or it was late. What is the fault of what was asked says nothing of it. */
  note(provider: string, failure: unknown): void {
    const isItsOwn =
      isAppError(failure, 'storage/provider-failed') || isAppError(failure, 'storage/shard-late');
    if (!isItsOwn || this.#resting.has(provider)) return;
    this.#resting.set(provider, {
      untilMs: this.timing.nowMs() + FIRST_REST_MS,
      isTrying: false,
    });
  }

  /** Those that can be left out, when `needed` others stay; none otherwise. They are tried now and then. */
  leaveOut(stores: readonly ShardStore[], needed: number): readonly ShardStore[] {
    const resting = stores.filter(({ provider }) => this.has(provider));
    for (const store of resting) void this.#try(store);
    return stores.length - resting.length >= needed ? resting : [];
  }

  async #try(store: ShardStore): Promise<void> {
    const { provider } = store;
    const rest = this.#resting.get(provider) as Rest;
    const startedMs = this.timing.nowMs();
    if (rest.isTrying || startedMs < rest.untilMs) return;
    rest.isTrying = true;
    const works = await this.works(store);
    const endedMs = this.timing.nowMs();
    if (works && endedMs - startedMs <= this.inTimeMs) this.#resting.delete(provider);
    rest.isTrying = false;
    rest.untilMs = endedMs + REST_MS;
  }
}
