import type { KeyringIndex } from '../keyrings/keyring-index.js';
import { readKey, type ProviderEntry } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import type { ProviderStates } from './drain-control.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import { isCollected, type OrphanRegister } from './orphan-collection.js';

export interface EvacuationParts {
  readonly providers: Providers;
  readonly states: ProviderStates;
  readonly index: MaintenanceIndex;
  readonly keyrings: KeyringIndex;
  readonly orphans: OrphanRegister;
}

/** The last step of a drain: removes keyrings that have enough copies elsewhere, and copies of moved shards. */
export class ProviderEvacuation {
  constructor(private readonly parts: EvacuationParts) {}

  /** Empties the provider once no shard is recorded there, and notes whether it is empty. */
  async finish(name: string, stop: AbortSignal): Promise<void> {
    const { providers, states, index } = this.parts;
    const store = providers.find(name);
    if (store === undefined) return;
    const hasShards = (await index.shardsAt(name)) > 0;
    await states.noteEmptied(name, !hasShards && (await this.#empty(store, stop)));
  }

  /** True when nothing that must be kept is left. Entries of unknown documents stay, and do not count. */
  async #empty(store: ShardStore, stop: AbortSignal): Promise<boolean> {
    let isEmpty = true;
    for await (const key of store.list('v1')) {
      stop.throwIfAborted();
      const verdict = await this.#verdictOn(store.provider, key, readKey(key));
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
    const kind = (await this.parts.orphans.judge(provider, new Map([[key, entry]]))).get(key);
    if (kind === 'unrecorded') return 'wait';
    if (kind !== undefined) return isCollected(kind) ? 'remove' : 'leave';
    return entry.is === 'keyring' && (await this.#hasEnoughCopies(entry)) ? 'remove' : 'wait';
  }

  async #hasEnoughCopies({ documentId, epoch }: ProviderEntry & { is: 'keyring' }) {
    const { keyrings, providers } = this.parts;
    const missingOn = (await keyrings.find(documentId, epoch))?.missingOn ?? [];
    const copies = providers.accepting.filter(({ provider }) => !missingOn.includes(provider));
    return copies.length >= providers.quorum.needed;
  }
}
