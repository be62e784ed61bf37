import type { Providers } from '../providers/providers.js';
import { noSuchProvider, tooFewProviders } from '../storage.errors.js';
import type { ProviderStates } from './provider-states.js';
import type { StorageMaintenance } from './storage-maintenance.js';

/** Begins and ends the emptying of a provider. */
export class DrainControl {
  constructor(
    private readonly providers: Providers,
    private readonly states: ProviderStates,
    private readonly maintenance: StorageMaintenance,
    private readonly needs: { readonly k: number; readonly m: number },
  ) {}

  /** From now on it gets no new shards. `storage/too-few-providers` when the others are not enough. */
  async drain(name: string): Promise<void> {
    await this.#require(name);
    const others = this.providers.accepting.filter(({ provider }) => provider !== name);
    const needed = this.needs.k + this.needs.m;
    if (others.length < needed) throw tooFewProviders(name, others.length, needed);
    await this.states.set(name, 'draining');
    await this.maintenance.refresh();
  }

  async undrain(name: string): Promise<void> {
    await this.#require(name);
    await this.states.set(name, 'active');
    await this.maintenance.refresh();
  }

  async #require(name: string): Promise<void> {
    await this.maintenance.refresh();
    const known = this.providers.all.map(({ provider }) => provider);
    if (!known.includes(name)) throw noSuchProvider(name, known);
  }
}
