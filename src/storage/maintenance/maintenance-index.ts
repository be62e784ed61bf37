import type { ObjectRef, StoredShard } from '../object-store.js';

/** Why an object is claimed. */
export type Purpose = 'repair' | 'move' | 'scrub';

/** Claims at most `limit` objects for one instance until `untilMs`. */
export interface Claim {
  /** Names this instance. */
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

/** A shard as its row said, and the provider that has it now. */
export interface ShardSwitch {
  readonly versionId: string;
  readonly from: StoredShard;
  readonly provider: string;
}

/**
 * Which objects need work, and which instance does it. A claim keeps two instances from doing the same work. It is
 * safe when a claim ends too early: rows change by compare-and-set, and the bytes under one key are always the same.
 */
export abstract class MaintenanceIndex {
  /** Objects with missing shards, fewest valid shards first. */
  abstract claimRepairs(claim: Claim): Promise<readonly ObjectRef[]>;
  /** Objects with shards at these providers. */
  abstract claimMoves(providers: readonly string[], claim: Claim): Promise<readonly ObjectRef[]>;
  /** Objects with shards that nobody verified since `beforeMs`, longest ago first. */
  abstract claimScrubs(beforeMs: number, claim: Claim): Promise<readonly ObjectRef[]>;
  /** Ends a claim. `retryAtMs`: the work is not done, and is not tried again before then. */
  abstract release(ended: EndedClaim): Promise<void>;
  /** Failed repairs since the last one that succeeded. */
  abstract attemptsOf(versionId: string): Promise<number>;

  /** Makes everything that waits for a retry due now. */
  abstract retryNow(): Promise<void>;

  /** Records that the shard is whole at `provider`. False when its row is no longer as in `from`. */
  abstract switchShard(change: ShardSwitch): Promise<boolean>;
  /** Number of shards recorded at the provider, whole or not. */
  abstract shardsAt(provider: string): Promise<number>;
  abstract markScrubbed(versionId: string, shard: StoredShard): Promise<void>;
  /** Marks all shards at these providers as missing; they are no longer configured. */
  abstract markGone(providers: readonly string[]): Promise<void>;
}

export interface TaskTimes {
  readonly doneAtMs: number;
  readonly requestedAtMs: number;
}

/** Tasks that one instance does for all, now and then, and requests of administrators. */
export abstract class MaintenanceTasks {
  /** True for one instance, when the task was not done since `sinceMs`; the lease ends at `untilMs`. */
  abstract claim(
    name: string,
    claim: { readonly by: string; readonly sinceMs: number; readonly untilMs: number },
  ): Promise<boolean>;
  abstract finish(name: string, by: string): Promise<void>;
  /** Ends the claim; the task counts as not done. */
  abstract giveUp(name: string, by: string): Promise<void>;
  abstract request(name: string): Promise<void>;
  abstract timesOf(name: string): Promise<TaskTimes>;
}
