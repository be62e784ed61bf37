import type { Providers } from '../providers/providers.js';
import { noSuchProvider, tooFewProviders } from '../storage.errors.js';

/** `drained`: still draining, and empty when it was last listed. */
export type ProviderState = 'active' | 'draining' | 'drained';

/** The state of every provider, shared by all instances. */
export abstract class ProviderStates {
  abstract all(): Promise<ReadonlyMap<string, ProviderState>>;
  /**
   * Records providers that were not known. One that joins others has no copies of keyrings yet: every keyring is
   * noted as missing there.
   */
  abstract register(names: readonly string[]): Promise<void>;
  /** On the way back to `active` every keyring is noted as missing there again. */
  abstract set(name: string, state: 'active' | 'draining'): Promise<void>;
  abstract noteEmptied(name: string, isEmpty: boolean): Promise<void>;
}

/** Starts and stops the drain of a provider, and keeps this instance's view of the states up to date. */
export class DrainControl {
  constructor(
    private readonly providers: Providers,
    private readonly states: ProviderStates,
    /** How many providers an object needs: k + m. */
    readonly neededProviders: number,
  ) {}

  /** The configured providers, by name, in the order of the settings. */
  get configured(): readonly string[] {
    return this.providers.all.map(({ provider }) => provider);
  }

  /** Records new providers, and takes over which ones are draining. Call it before any pass. */
  async refresh(): Promise<void> {
    await this.states.register(this.configured);
    this.providers.setDraining(await this.draining());
  }

  /** The state of every provider that was ever recorded, also of those no longer configured. */
  all(): Promise<ReadonlyMap<string, ProviderState>> {
    return this.states.all();
  }

  async draining(): Promise<string[]> {
    return [...(await this.all())].filter(([, state]) => state !== 'active').map(([name]) => name);
  }

  /** Providers that are recorded and no longer configured. */
  async removed(): Promise<string[]> {
    return [...(await this.all()).keys()].filter((name) => this.providers.find(name) === undefined);
  }

  /**
   * The provider gets no new shards from now on; the drain pass moves the others away.
   * `storage/too-few-providers` when the remaining providers are not enough.
   */
  async drain(name: string): Promise<void> {
    await this.#require(name);
    const others = this.providers.accepting.filter(({ provider }) => provider !== name);
    if (others.length < this.neededProviders) {
      throw tooFewProviders(name, others.length, this.neededProviders);
    }
    await this.states.set(name, 'draining');
    await this.refresh();
  }

  async undrain(name: string): Promise<void> {
    await this.#require(name);
    await this.states.set(name, 'active');
    await this.refresh();
  }

  async #require(name: string): Promise<void> {
    await this.refresh();
    if (!this.configured.includes(name)) throw noSuchProvider(name, this.configured);
  }
}
