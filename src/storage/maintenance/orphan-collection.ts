import type { Clock } from '../../platform/clock/clock.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';
import type { HeldObjects } from './held-objects.js';
import { readEntry, type ProviderEntry } from './provider-entry.js';
import {
  isCollected,
  type Orphan,
  type OrphanKind,
  type OrphanRegister,
} from './orphan-register.js';

const ENTRIES_AT_ONCE = 200;
const ORPHANS_AT_ONCE = 200;
const MOST_SHOWN = 10_000;

/**
 * Finds what lies at providers without a row, and removes it when it did so for long enough. Its age counts
 * from when it was first seen so, never from its own time: after a restored backup of the database, versions
 * from since then have no row either, and deserve the same span to be adopted.
 */
export class OrphanCollection {
  constructor(
    private readonly register: OrphanRegister,
    private readonly providers: Providers,
    private readonly held: HeldObjects,
    private readonly clock: Clock,
  ) {}

  /** Looks at every entry of every provider. One that does not answer keeps what is known of it. */
  async look(stop: AbortSignal): Promise<void> {
    for (const store of this.providers.all) {
      const startedMs = this.clock.nowMs();
      try {
        await this.#lookAt(store, stop);
        await this.register.forgetUnseen(store.provider, startedMs);
      } catch (error) {
        if (stop.aborted || isOfTheDatabase(error)) throw error;
      }
    }
  }

  /** What is due, as last seen; the first ten thousand. */
  due(olderThanMs: number): Promise<readonly Orphan[]> {
    return this.register.collectable(this.clock.nowMs() - olderThanMs, MOST_SHOWN);
  }

  /** Removes what is due; each one is judged once more right before. Answers what went. */
  async collect(olderThanMs: number, stop: AbortSignal): Promise<readonly Orphan[]> {
    const beforeMs = this.clock.nowMs() - olderThanMs;
    const gone: Orphan[] = [];
    const left = new Set<string>();
    for (;;) {
      const due = await this.register.collectable(beforeMs, ORPHANS_AT_ONCE + left.size);
      const next = due.filter(({ provider, key }) => !left.has(`${provider} ${key}`));
      if (next.length === 0) return gone;
      for (const orphan of next) {
        stop.throwIfAborted();
        if (await this.#remove(orphan)) gone.push(orphan);
        else left.add(`${orphan.provider} ${orphan.key}`);
      }
    }
  }

  async #lookAt(store: ShardStore, stop: AbortSignal): Promise<void> {
    let entries = new Map<string, ProviderEntry>();
    for await (const key of store.list('v1')) {
      stop.throwIfAborted();
      entries.set(key, readEntry(key));
      if (entries.size < ENTRIES_AT_ONCE) continue;
      await this.register.note(store.provider, await this.#judge(store.provider, entries));
      entries = new Map();
    }
    await this.register.note(store.provider, await this.#judge(store.provider, entries));
  }

  async #judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, OrphanKind>> {
    const orphans = await this.register.judge(provider, entries);
    if (![...orphans.values()].includes('unrecorded')) return orphans;
    const held = await this.held.all();
    const isHeld = (key: string): boolean => {
      const entry = entries.get(key);
      return entry?.is === 'shard' && held.has(entry.versionId);
    };
    return new Map([...orphans].filter(([key, kind]) => kind !== 'unrecorded' || !isHeld(key)));
  }

  async #remove(orphan: Orphan): Promise<boolean> {
    const { provider, key } = orphan;
    const store = this.providers.find(provider);
    const kind = (await this.#judge(provider, new Map([[key, readEntry(key)]]))).get(key);
    if (store === undefined || kind === undefined || !isCollected(kind)) {
      await this.register.forget(orphan);
      return false;
    }
    const isRemoved = await store.remove(key).then(
      () => true,
      () => false,
    );
    if (isRemoved) await this.register.forget(orphan);
    return isRemoved;
  }
}

/** Without the database nothing can be judged, so nothing is. */
const isOfTheDatabase = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code !== 'storage/provider-failed';
