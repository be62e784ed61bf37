import type { KeyringIndex } from '../keyrings/keyring-index.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import { readEntry, type ProviderEntry } from './provider-entry.js';
import { isCollected, type OrphanRegister } from './orphan-register.js';

/** The end of a drain: keyrings, of which enough copies are elsewhere, and what was moved but not removed. */
export class ProviderEvacuation {
  constructor(
    private readonly keyrings: KeyringIndex,
    private readonly orphans: OrphanRegister,
    private readonly providers: Providers,
  ) {}

  /** True when nothing of ours is left there. Entries of documents nobody knows stay, and do not count. */
  async empty(store: ShardStore, stop: AbortSignal): Promise<boolean> {
    let isEmpty = true;
    for await (const key of store.list('v1')) {
      stop.throwIfAborted();
      const entry = readEntry(key);
      const verdict = await this.#verdictOn(store.provider, key, entry);
      if (verdict === 'remove') await store.remove(key);
      if (verdict === 'wait') isEmpty = false;
    }
    return isEmpty;
  }

  async #verdictOn(
    provider: string,
    key: string,
    entry: ProviderEntry,
  ): Promise<'remove' | 'wait' | 'leave'> {
    const orphan = (await this.orphans.judge(provider, new Map([[key, entry]]))).get(key);
    if (orphan === 'unrecorded') return 'wait';
    if (orphan !== undefined) return isCollected(orphan) ? 'remove' : 'leave';
    return entry.is === 'keyring' && (await this.#isSafeElsewhere(entry)) ? 'remove' : 'wait';
  }

  async #isSafeElsewhere({ documentId, epoch }: ProviderEntry & { is: 'keyring' }) {
    const keyring = await this.keyrings.find(documentId, epoch);
    const missingOn = keyring?.missingOn ?? [];
    const copies = this.providers.accepting.filter(({ provider }) => !missingOn.includes(provider));
    return copies.length >= this.providers.quorum.needed;
  }
}
