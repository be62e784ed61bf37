import dns, { type LookupAddress } from 'node:dns';
import { promisify } from 'node:util';
import { Bulkhead } from '../concurrency/bulkhead.js';
import type { Metrics } from '../health/metrics.js';

/** Of the eight that libuv lends the resolver (`process-settings.ts`): the other half is for our own neighbours. */
const AT_ONCE = 4;
const MOST_WAITING = 1000;
/** A server of names that answers needs a tenth of that. */
const LATE_MS = 3_000;
const REST_MS = 60_000;

export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** Asked for at each call: `dns.lookup` may be another one by then. */
const byTheSystem: Resolve = async (host) => {
  const lookup = promisify<string, object, readonly LookupAddress[]>(
    dns.lookup as (host: string, options: object, done: Done) => void,
  );
  return lookup(host, { all: true });
};
type Done = (error: Error | null, addresses: readonly LookupAddress[]) => void;

/**
 * The addresses of names that somebody else chose. Whoever chooses names that no server answers for holds no more than
 * a few threads with them, keeps only others like them waiting, and is not asked for again for a minute.
 */
export class ForeignNames {
  readonly #asked = new Map<string, Promise<readonly LookupAddress[]>>();
  readonly #restsUntilMs = new Map<string, number>();
  readonly #places = new Bulkhead(AT_ONCE, MOST_WAITING, notNow);

  constructor(
    private readonly resolve: Resolve = byTheSystem,
    private readonly nowMs = () => performance.now(),
  ) {}

  /** Rejects as the resolver does; with EAI_AGAIN for a name that rests. */
  async addressesOf(host: string): Promise<readonly LookupAddress[]> {
    const asked = this.#asked.get(host);
    if (asked !== undefined) return asked;
    if ((this.#restsUntilMs.get(host) ?? 0) > this.nowMs()) throw notNow();
    const asking = this.#places.run(() => this.#ask(host)).finally(() => this.#asked.delete(host));
    this.#asked.set(host, asking);
    return asking;
  }

  /** Names that are asked for or wait to be, and those that rest. */
  get figures(): { readonly asked: number; readonly resting: number } {
    const now = this.nowMs();
    const resting = [...this.#restsUntilMs.values()].filter((untilMs) => untilMs > now).length;
    return { asked: this.#asked.size, resting };
  }

  async #ask(host: string): Promise<readonly LookupAddress[]> {
    const from = this.nowMs();
    this.#restsUntilMs.delete(host);
    try {
      return await this.resolve(host);
    } catch (error) {
      const now = this.nowMs();
      if (now - from >= LATE_MS) this.#rest(host, now + REST_MS);
      throw error;
    }
  }

  #rest(host: string, untilMs: number): void {
    const [oldest] = this.#restsUntilMs.keys();
    if (this.#restsUntilMs.size >= MOST_WAITING && oldest !== undefined)
      this.#restsUntilMs.delete(oldest);
    this.#restsUntilMs.set(host, untilMs);
  }
}

/** As getaddrinfo says it. */
function notNow(): Error {
  return Object.assign(new Error('this name was not answered for a moment ago'), {
    code: 'EAI_AGAIN',
  });
}

/** Of this process, whose threads they share. */
export const foreignNames = new ForeignNames();

export function measureForeignNames(metrics: Metrics): void {
  metrics.gauge({
    name: 'kontor_foreign_names',
    help: 'Host names of webhooks and key sets. state: asked (for, or waiting to be), resting (no server answered).',
    labelNames: ['state'],
    collect() {
      const { asked, resting } = foreignNames.figures;
      this.set({ state: 'asked' }, asked);
      this.set({ state: 'resting' }, resting);
    },
  });
}
