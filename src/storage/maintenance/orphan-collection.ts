import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { readKey, type ProviderEntry } from '../providers/keys.js';
import type { Providers } from '../providers/providers.js';
import type { ShardStore } from '../providers/shard-store.js';

/**
 * Why an entry at a provider has no row. `moved`: the shard is recorded at another provider; `unrecorded`: its
 * version was never committed, or was removed; `sealing`: its keyring was replaced; `probe`: left by a health
 * check; `adoptable`: the database does not know the document at all, so the database may be what is incomplete;
 * `unknown`: the key is not one of ours. `adoptable` and `unknown` are kept, whatever their age.
 */
export type OrphanKind = 'moved' | 'unrecorded' | 'sealing' | 'probe' | 'adoptable' | 'unknown';

export const isCollected = (kind: OrphanKind): boolean =>
  kind !== 'adoptable' && kind !== 'unknown';

export interface Orphan {
  readonly provider: string;
  readonly key: string;
  readonly kind: OrphanKind;
  readonly firstSeenMs: number;
}

/** Entries at providers that have no row, and when each was first seen without one. */
export abstract class OrphanRegister {
  /** Why each of these entries of one provider has no row; entries that have one are left out. */
  abstract judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, OrphanKind>>;
  abstract note(provider: string, orphans: ReadonlyMap<string, OrphanKind>): Promise<void>;
  /** Forgets orphans of a provider that a listing which began at `sinceMs` did not find any more. */
  abstract forgetUnseen(provider: string, sinceMs: number): Promise<void>;
  /** Orphans of a kind that is collected, first seen before `beforeMs`. */
  abstract collectable(beforeMs: number, limit: number): Promise<readonly Orphan[]>;
  abstract forget(orphan: Pick<Orphan, 'provider' | 'key'>): Promise<void>;
  abstract all(): Promise<readonly Orphan[]>;
  abstract counts(): Promise<ReadonlyMap<OrphanKind, number>>;
}

/** Returns the version ids of objects that are kept on purpose without being recorded, such as parts of uploads. */
export type HeldSource = () => Promise<Iterable<string>>;

/** Objects that other modules hold without a row; they are no orphans. */
export class HeldObjects {
  readonly #sources: HeldSource[] = [];

  register(source: HeldSource): void {
    this.#sources.push(source);
  }

  async all(): Promise<ReadonlySet<string>> {
    const held = await Promise.all(this.#sources.map((source) => source()));
    return new Set(held.flatMap((ids) => [...ids]));
  }
}

const ENTRIES_AT_ONCE = 200;
const ORPHANS_AT_ONCE = 200;
const MAX_DUE = 10_000;

export interface OrphanCollectionParts {
  readonly register: OrphanRegister;
  readonly providers: Providers;
  readonly held: HeldObjects;
  readonly clock: Clock;
  /** An orphan is removed this long after it was first seen. */
  readonly minAgeMs: number;
}

/**
 * Finds orphans and removes them once they are old enough. The age counts from when an orphan was first seen,
 * never from the time of the file: after a backup of the database was restored, the versions saved since then have
 * no row either, and there must be time to take them up again.
 */
export class OrphanCollection {
  constructor(private readonly parts: OrphanCollectionParts) {}

  /** Lists every provider. What is known of a provider that fails meanwhile is kept. */
  async find(stop: AbortSignal): Promise<void> {
    const { providers, clock, register } = this.parts;
    for (const store of providers.all) {
      const startedMs = clock.nowMs();
      try {
        await this.#list(store, stop);
        await register.forgetUnseen(store.provider, startedMs);
      } catch (error) {
        // Without the database nothing can be judged; a provider that fails costs only itself.
        if (stop.aborted || !isAppError(error, 'storage/provider-failed')) throw error;
      }
    }
  }

  /** The orphans that are old enough, as last seen; at most ten thousand. */
  due(): Promise<readonly Orphan[]> {
    return this.parts.register.collectable(this.#beforeMs, MAX_DUE);
  }

  /** Removes the orphans that are old enough, each after it was judged once more. Returns what was removed. */
  async collect(stop: AbortSignal): Promise<readonly Orphan[]> {
    const beforeMs = this.#beforeMs;
    const removed: Orphan[] = [];
    const failed = new Set<string>();
    for (;;) {
      const limit = ORPHANS_AT_ONCE + failed.size;
      const due = await this.parts.register.collectable(beforeMs, limit);
      const next = due.filter(({ provider, key }) => !failed.has(`${provider} ${key}`));
      if (next.length === 0) return removed;
      for (const orphan of next) {
        stop.throwIfAborted();
        if (await this.#remove(orphan)) removed.push(orphan);
        else failed.add(`${orphan.provider} ${orphan.key}`);
      }
    }
  }

  get #beforeMs(): number {
    return this.parts.clock.nowMs() - this.parts.minAgeMs;
  }

  async #list(store: ShardStore, stop: AbortSignal): Promise<void> {
    let entries = new Map<string, ProviderEntry>();
    const note = async (): Promise<void> => {
      const orphans = await this.#judge(store.provider, entries);
      await this.parts.register.note(store.provider, orphans);
      entries = new Map();
    };
    for await (const key of store.list('v1')) {
      stop.throwIfAborted();
      entries.set(key, readKey(key));
      if (entries.size >= ENTRIES_AT_ONCE) await note();
    }
    await note();
  }

  async #judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, OrphanKind>> {
    const orphans = await this.parts.register.judge(provider, entries);
    if (![...orphans.values()].includes('unrecorded')) return orphans;
    const held = await this.parts.held.all();
    const isHeld = (key: string): boolean => {
      const entry = entries.get(key);
      return entry?.is === 'shard' && held.has(entry.versionId);
    };
    return new Map([...orphans].filter(([key, kind]) => kind !== 'unrecorded' || !isHeld(key)));
  }

  async #remove(orphan: Orphan): Promise<boolean> {
    const { provider, key } = orphan;
    const store = this.parts.providers.find(provider);
    const kind = (await this.#judge(provider, new Map([[key, readKey(key)]]))).get(key);
    if (store === undefined || kind === undefined || !isCollected(kind)) {
      await this.parts.register.forget(orphan);
      return false;
    }
    const isRemoved = await store.remove(key).then(
      () => true,
      () => false,
    );
    if (isRemoved) await this.parts.register.forget(orphan);
    return isRemoved;
  }
}
