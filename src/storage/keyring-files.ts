import type { Keyring, KeyringIndex } from './keyring-index.js';
import { keyringKey } from './keys.js';
import { writeWhole, type Providers } from './providers.js';

/** The keyrings' files at the providers: one copy at each, and none of a sealing that was withdrawn. */
export class KeyringFiles {
  constructor(
    private readonly index: KeyringIndex,
    private readonly providers: Providers,
  ) {}

  /** Who gets a copy. */
  get providerNames(): string[] {
    return this.providers.accepting.map((store) => store.provider);
  }

  /** Who may have one: also a provider that is being emptied. */
  get everyProviderName(): string[] {
    return this.providers.all.map((store) => store.provider);
  }

  /** Writes the copies that are missing. Answers how many there are then, and why others failed. */
  async place(keyring: Keyring): Promise<{ durable: number; causes: readonly unknown[] }> {
    const { providers, index } = this;
    const { accepting } = providers;
    if (keyring.missingOn.length === 0) return { durable: accepting.length, causes: [] };
    const key = keyringKey(keyring.documentId, keyring.epoch, keyring.revision);
    const bytes = Buffer.from(keyring.sealed);
    const stores = accepting.filter((store) => keyring.missingOn.includes(store.provider));
    const results = await Promise.allSettled(stores.map((store) => writeWhole(store, key, bytes)));
    const missingOn = stores
      .filter((_, i) => results[i]?.status === 'rejected')
      .map((store) => store.provider);
    await index.setMissingOn(keyring, missingOn);
    const causes = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    return { durable: accepting.length - missingOn.length, causes };
  }

  /** Removes withdrawn sealings; not before newer ones are durable, for nothing else opens the document. */
  async removeWithdrawn(documentId: string): Promise<void> {
    const { needed } = this.providers.quorum;
    const newest = new Map((await this.index.list(documentId)).map((one) => [one.epoch, one]));
    for (const withdrawn of await this.index.withdrawn(documentId)) {
      const { epoch, revision, provider } = withdrawn;
      const missingOn = newest.get(epoch)?.missingOn ?? [];
      const durable = this.providerNames.filter((name) => !missingOn.includes(name)).length;
      if (durable < needed) continue;
      const removed = this.providers
        .find(provider)
        ?.remove(keyringKey(documentId, epoch, revision));
      const done = await (removed ?? Promise.resolve()).then(
        () => true,
        () => false,
      );
      if (done) await this.index.forgetWithdrawn(withdrawn);
    }
  }
}
