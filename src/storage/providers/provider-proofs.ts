import { providerFailureOf, type ProviderFailure } from './provider-fault.js';
import { proveStore } from './providers.js';
import { describeWeakness, type ShardStore } from './shard-store.js';

/** Tries providers as a save uses them: a small shard is written durably, read, compared and removed. */
export class ProviderProofs {
  constructor(
    private readonly stores: readonly ShardStore[],
    private readonly newName: () => string,
    private readonly moreOf: (provider: string) => string | undefined = () => undefined,
  ) {}

  /** What is known of a provider beside that it works, after it was proved. */
  noteOf(provider: string): string | undefined {
    const weakness = this.stores.find((each) => each.provider === provider)?.weakness;
    return weakness === undefined ? this.moreOf(provider) : describeWeakness(weakness);
  }

  /** What is wrong; undefined when it works. */
  async prove(provider: string): Promise<ProviderFailure | undefined> {
    const store = this.stores.find((each) => each.provider === provider);
    if (store === undefined)
      return { fault: 'provider-failed', word: 'not configured', cause: undefined };
    try {
      const isSame = await proveStore(store, this.newName());
      return isSame
        ? undefined
        : { fault: 'provider-other-bytes', word: 'other bytes', cause: undefined };
    } catch (error) {
      return providerFailureOf(error);
    }
  }
}
