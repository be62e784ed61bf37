import type { ObjectRef, StoredShard } from '../object-store.js';

/** Why an object is claimed. */
export type Purpose = 'repair' | 'move' | 'scrub';

/** So many objects for one instance, until the lease ends. */
export interface Claim {
  /** Names the instance. */
  readonly by: string;
  readonly limit: number;
  readonly nowMs: number;
  readonly untilMs: number;
}

export interface EndedClaim {
  readonly versionId: string;
  readonly by: string;
  readonly purpose: Purpose;
  readonly retryAtMs?: number | undefined;
}

/** One shard as it was found, and where it stands now. */
export interface ShardSwitch {
  readonly versionId: string;
  readonly from: StoredShard;
  readonly provider: string;
}

/**
 * What maintenance asks the database: which objects need work, and whose turn it is. A claim keeps instances from
 * doing the same twice; nothing goes wrong when one ends too early, because rows change by compare-and-set and
 * bytes under one key are always the same.
 */
export abstract class MaintenanceIndex {
  /** Objects with missing shards, fewest valid shards first. */
  abstract claimRepairs(claim: Claim): Promise<readonly ObjectRef[]>;
  /** Objects with shards at these providers. */
  abstract claimMoves(providers: readonly string[], claim: Claim): Promise<readonly ObjectRef[]>;
  /** Objects with shards that nobody verified since `beforeMs`, longest ago first. */
  abstract claimScrubs(beforeMs: number, claim: Claim): Promise<readonly ObjectRef[]>;
  /** Ends a claim. `retryAtMs`: what was to be done was not, and has to wait until then. */
  abstract release(ended: EndedClaim): Promise<void>;
  /** How often repairing it failed since it last succeeded. */
  abstract attemptsOf(versionId: string): Promise<number>;

  /** Nothing waits for its time after a failure any more. */
  abstract retryNow(): Promise<void>;

  /** The shard is whole at `provider`. False when its row says something else than `from` by now. */
  abstract switchShard(change: ShardSwitch): Promise<boolean>;
  /** How many are recorded there, whole or not. */
  abstract shardsAt(provider: string): Promise<number>;
  abstract markScrubbed(versionId: string, shard: StoredShard): Promise<void>;
  /** Shards at these providers, which are no longer configured, count as missing. */
  abstract markGone(providers: readonly string[]): Promise<void>;
}
