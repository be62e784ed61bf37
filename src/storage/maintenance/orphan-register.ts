import type { ProviderEntry } from './provider-entry.js';

/**
 * Why an entry has no row. `moved`: its shard is recorded elsewhere; `unrecorded`: of a version that never was,
 * or is no more; `sealing`: of a keyring that was replaced; `probe`: left by a health check; `adoptable`: of a
 * document that the database does not know at all, so the database may be what is incomplete; `unknown`: not
 * ours to judge. The last two are kept, whatever their age.
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

/** Entries at providers without a row, and since when they are known to have none. */
export abstract class OrphanRegister {
  /** Why each of these entries of one provider has no row; those that have one are left out. */
  abstract judge(
    provider: string,
    entries: ReadonlyMap<string, ProviderEntry>,
  ): Promise<ReadonlyMap<string, OrphanKind>>;
  abstract note(provider: string, orphans: ReadonlyMap<string, OrphanKind>): Promise<void>;
  /** Those of a provider that a listing begun at `sinceMs` no longer found. */
  abstract forgetUnseen(provider: string, sinceMs: number): Promise<void>;
  /** First seen before, of the kinds that are collected. */
  abstract collectable(beforeMs: number, limit: number): Promise<readonly Orphan[]>;
  abstract forget(orphan: Pick<Orphan, 'provider' | 'key'>): Promise<void>;
  abstract all(): Promise<readonly Orphan[]>;
  abstract counts(): Promise<ReadonlyMap<OrphanKind, number>>;
}
