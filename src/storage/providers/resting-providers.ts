import { isAppError } from '../../platform/errors/app-error.js';
import type { ShardStore } from './shard-store.js';
import type { Timing } from './timing.js';

/** A brief failure is over by then. */
const FIRST_REST_MS = 1_000;
/** During a longer one the provider is tried this often. */
const REST_MS = 5_000;

interface Rest {
  untilMs: number;
  isTrying: boolean;
}

/**
 * Providers that failed or were late, and have not been seen working since. Saves leave them out while there are
 * enough others; repair adds the shards they miss. Each is tried again by a small write in the background.
 */
export class RestingProviders {
  readonly #resting = new Map<string, Rest>();

  constructor(
    private readonly timing: Timing,
    /** Whether a small write succeeds; it is in time within `inTimeMs`. */
    private readonly works: (store: ShardStore) => Promise<boolean>,
    private readonly inTimeMs: number,
  ) {}

  has(provider: string): boolean {
    return this.#resting.has(provider);
  }

  get names(): readonly string[] {
    return [...this.#resting.keys()];
  }

  /** Notes that a provider failed or was late. Failures caused by the request itself are ignored. */
  note(provider: string, failure: unknown): void {
    const isItsOwn =
      isAppError(failure, 'storage/provider-failed') || isAppError(failure, 'storage/shard-late');
    if (!isItsOwn || this.#resting.has(provider)) return;
    this.#resting.set(provider, {
      untilMs: this.timing.nowMs() + FIRST_REST_MS,
      isTrying: false,
    });
  }

  /** The resting ones among these stores, if `needed` others remain; else none. Tries each of them again. */
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
