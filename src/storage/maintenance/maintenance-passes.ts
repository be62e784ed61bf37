import type { ObjectIndex } from '../object-store.js';
import type { StoredObject } from '../object-store.js';
import type { ByteRateLimiter, Throttle } from './byte-rate-limiter.js';
import type { ClaimQueue, MaintenanceEvent } from './claim-queue.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import { ObjectMove } from './object-move.js';
import { ObjectRepair, type RepairParts } from './object-repair.js';

export interface PassParts {
  readonly queue: ClaimQueue;
  readonly repair: RepairParts;
  readonly repairLimiter: ByteRateLimiter;
  readonly scrubLimiter: ByteRateLimiter;
  /** Called after everything that was done, for metrics and logs. */
  readonly report: (event: MaintenanceEvent) => void;
}

/**
 * Repair, drain and scrub: each pass takes every object that is due, until none is or it is to stop.
 *
 * A repair in its order:
 *
 * 1. A shard is recorded as missing: by a save that a provider missed, by a read or a scrub that found it damaged, or
 *    because its provider was removed from the settings (`markGone`).
 * 2. The background job (`storage-maintenance.ts`) starts a pass. The queue claims objects for ten minutes, so that no
 *    other instance works on them (`claim-queue.ts`), those with the fewest whole shards first
 *    (`maintenance-index.kysely.ts`).
 * 3. Shards that are there after all, such as late writes, are verified and recorded as present (`object-repair.ts`).
 * 4. The others are rebuilt from any k good blocks of each stripe, and written to the provider that had them or to a free
 *    one (`shard-sources.ts`, `shard-rebuilding.ts`).
 * 5. A rebuilt shard is read back and compared with the manifest (`shard-check.ts`). Only then its row names the provider,
 *    by compare-and-set.
 * 6. What could not be repaired waits, and is tried again after 15 seconds, later after up to an hour.
 */
export class MaintenancePasses {
  readonly #objects: ObjectIndex;
  readonly #index: MaintenanceIndex;
  readonly #repair: ObjectRepair;
  readonly #move: ObjectMove;

  constructor(private readonly parts: PassParts) {
    this.#objects = parts.repair.objects;
    this.#index = parts.repair.index;
    this.#repair = new ObjectRepair(parts.repair);
    this.#move = new ObjectMove(parts.repair);
  }

  /** Rebuilds missing shards, objects most at risk first. Shards at `removedProviders` are missing as well. */
  async repair(removedProviders: readonly string[], stop: AbortSignal): Promise<void> {
    await this.#index.markGone(removedProviders);
    await this.parts.queue.run(
      {
        purpose: 'repair',
        claim: (index, claim) => index.claimRepairs(claim),
        work: (stored) => this.#repairOne(stored, this.#repairThrottle(stored, stop)),
      },
      stop,
    );
  }

  /** Moves shards off these providers. */
  async drain(providers: readonly string[], stop: AbortSignal): Promise<void> {
    if (providers.length === 0) return;
    await this.parts.queue.run(
      {
        purpose: 'move',
        claim: (index, claim) => index.claimMoves(providers, claim),
        work: (stored) =>
          this.#moveOff(stored, providers, throttledBy(this.parts.repairLimiter, stop)),
      },
      stop,
    );
  }

  /** Verifies every shard that was not verified since `beforeMs`. */
  async scrub(beforeMs: number, stop: AbortSignal): Promise<void> {
    await this.parts.queue.run(
      {
        purpose: 'scrub',
        claim: (index, claim) => index.claimScrubs(beforeMs, claim),
        work: (stored) => this.#scrubOne(stored, throttledBy(this.parts.scrubLimiter, stop)),
      },
      stop,
    );
  }

  async #repairOne(stored: StoredObject, throttle: Throttle): Promise<boolean> {
    const { report } = this.parts;
    const { found, rebuilt, waiting } = await this.#repair.repair(stored, throttle);
    if (found > 0) report({ what: 'found', shards: found });
    if (rebuilt > 0) report({ what: 'rebuilt', shards: rebuilt });
    if (waiting > 0) report({ what: 'waiting', versionId: stored.versionId });
    return waiting === 0;
  }

  async #moveOff(
    stored: StoredObject,
    providers: readonly string[],
    throttle: Throttle,
  ): Promise<boolean> {
    const affected = stored.shards.filter(
      ({ provider, state }) => state === 'present' && providers.includes(provider),
    );
    for (const shard of affected) {
      const result = await this.#move.move(stored, shard, throttle);
      if (result === 'moved') this.parts.report({ what: 'moved', shards: 1 });
      if (result === 'waiting') return false;
    }
    return true;
  }

  async #scrubOne(stored: StoredObject, throttle: Throttle): Promise<boolean> {
    const { versionId } = stored;
    let isDone = true;
    for (const shard of stored.shards.filter(({ state }) => state === 'present')) {
      const { index, provider } = shard;
      const verdict = await this.parts.repair.check.check(stored, index, provider, throttle);
      if (verdict.is === 'unreachable') isDone = false;
      if (verdict.is === 'good') await this.#index.markScrubbed(versionId, shard);
      if (verdict.is === 'bad') {
        await this.#objects.markMissing(versionId, index, verdict.reason);
        this.parts.report({ what: 'bad', versionId, index, reason: verdict.reason });
      }
    }
    this.parts.report({ what: 'verified', shards: stored.total });
    return isDone;
  }

  /** The repair of an object that may lose no more shards is not slowed down. */
  #repairThrottle(stored: StoredObject, stop: AbortSignal): Throttle {
    const present = stored.shards.filter(({ state }) => state === 'present').length;
    if (present > stored.required) return throttledBy(this.parts.repairLimiter, stop);
    return async () => stop.throwIfAborted();
  }
}

const throttledBy =
  (limiter: ByteRateLimiter, stop: AbortSignal): Throttle =>
  (bytes) =>
    limiter.take(bytes, stop);
