import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { ObjectRef, StoredObject } from '../object-store.js';
import { ObjectMove } from './object-move.js';
import { ObjectRepair, type RepairTools } from './object-repair.js';
import type { Throttle, ByteRateLimiter } from './byte-rate-limiter.js';
import type { Purpose } from './maintenance-index.js';

const LEASE_MS = 10 * 60_000;
const AT_ONCE = 32;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const SCRUB_AGAIN_MS = 10 * 60_000;

export interface RoundTools extends RepairTools {
  readonly clock: Clock;
  /** Names this instance. */
  readonly by: string;
  readonly repairLimiter: ByteRateLimiter;
  readonly scrubLimiter: ByteRateLimiter;
  /** Told of everything that was done, for metrics and logs. */
  readonly did: (what: MaintenanceEvent) => void;
}

export type MaintenanceEvent =
  | { readonly what: 'found' | 'rebuilt' | 'moved' | 'verified'; readonly shards: number }
  | {
      readonly what: 'bad';
      readonly versionId: string;
      readonly index: number;
      readonly reason: string;
    }
  | { readonly what: 'waiting' | 'unrecoverable'; readonly versionId: string }
  | { readonly what: 'failed'; readonly versionId: string; readonly error: unknown };

/** Each round does what is due, object by object, until nothing is or it is told to stop. */
export class MaintenancePasses {
  readonly #repair: ObjectRepair;
  readonly #move: ObjectMove;

  constructor(private readonly tools: RoundTools) {
    this.#repair = new ObjectRepair(tools);
    this.#move = new ObjectMove(tools);
  }

  /** Rebuilds what is missing, most at risk first. */
  async repair(stop: AbortSignal): Promise<void> {
    const { maintenance } = this.tools;
    await this.#each(
      'repair',
      stop,
      () => maintenance.claimRepairs(this.#claim()),
      this.#repairOne,
    );
  }

  /** Takes shards off these providers. */
  async drain(providers: readonly string[], stop: AbortSignal): Promise<void> {
    if (providers.length === 0) return;
    await this.#each(
      'move',
      stop,
      () => this.tools.maintenance.claimMoves(providers, this.#claim()),
      (stored, throttle) => this.#moveOff(stored, providers, throttle),
    );
  }

  /** Verifies what nobody looked at since. */
  async scrub(beforeMs: number, stop: AbortSignal): Promise<void> {
    const { maintenance } = this.tools;
    await this.#each(
      'scrub',
      stop,
      () => maintenance.claimScrubs(beforeMs, this.#claim()),
      this.#scrubOne,
    );
  }

  async #each(
    purpose: Purpose,
    stop: AbortSignal,
    claim: () => Promise<readonly ObjectRef[]>,
    work: (stored: StoredObject, throttle: Throttle) => Promise<boolean>,
  ): Promise<void> {
    for (;;) {
      const refs = await claim();
      if (refs.length === 0) return;
      for (const ref of refs) await this.#one(purpose, ref, stop, work);
      stop.throwIfAborted();
    }
  }

  /** Whatever happens, the claim ends: what is left over is due again, later. */
  async #one(
    purpose: Purpose,
    ref: ObjectRef,
    stop: AbortSignal,
    work: (stored: StoredObject, throttle: Throttle) => Promise<boolean>,
  ): Promise<void> {
    const { versionId } = ref;
    let isDone = false;
    try {
      const stored = await this.tools.objects.findObject(ref);
      isDone = stored === undefined || (await work(stored, this.#throttle(purpose, stored, stop)));
    } catch (error) {
      if (stop.aborted) isDone = true;
      else if (isAppError(error, 'storage/unrecoverable')) {
        this.tools.did({ what: 'unrecoverable', versionId });
      } else this.tools.did({ what: 'failed', versionId, error });
    } finally {
      const retryAtMs = isDone ? undefined : await this.#retryAtMs(purpose, versionId);
      await this.tools.maintenance.release({ versionId, by: this.tools.by, purpose, retryAtMs });
    }
  }

  readonly #repairOne = async (stored: StoredObject, throttle: Throttle): Promise<boolean> => {
    const { found, rebuilt, waiting } = await this.#repair.repair(stored, throttle);
    if (found > 0) this.tools.did({ what: 'found', shards: found });
    if (rebuilt > 0) this.tools.did({ what: 'rebuilt', shards: rebuilt });
    if (waiting > 0) this.tools.did({ what: 'waiting', versionId: stored.versionId });
    return waiting === 0;
  };

  async #moveOff(
    stored: StoredObject,
    providers: readonly string[],
    throttle: Throttle,
  ): Promise<boolean> {
    const there = stored.shards.filter(
      ({ provider, state }) => state === 'present' && providers.includes(provider),
    );
    for (const shard of there) {
      const result = await this.#move.move(stored, shard, throttle);
      if (result === 'moved') this.tools.did({ what: 'moved', shards: 1 });
      if (result === 'waiting') return false;
    }
    return true;
  }

  readonly #scrubOne = async (stored: StoredObject, throttle: Throttle): Promise<boolean> => {
    const { check, maintenance, objects } = this.tools;
    let isDone = true;
    for (const shard of stored.shards.filter(({ state }) => state === 'present')) {
      const verdict = await check.check(stored, shard.index, shard.provider, throttle);
      if (verdict.is === 'away') isDone = false;
      if (verdict.is === 'good') await maintenance.markScrubbed(stored.versionId, shard);
      if (verdict.is === 'bad') {
        await objects.markMissing(stored.versionId, shard.index, verdict.reason);
        const { versionId } = stored;
        this.tools.did({ what: 'bad', versionId, index: shard.index, reason: verdict.reason });
      }
    }
    this.tools.did({ what: 'verified', shards: stored.total });
    return isDone;
  };

  /** An object that may lose no more shard is not kept waiting. */
  #throttle(purpose: Purpose, stored: StoredObject, stop: AbortSignal): Throttle {
    const { scrubLimiter, repairLimiter } = this.tools;
    const present = stored.shards.filter(({ state }) => state === 'present').length;
    const isAtRisk = purpose === 'repair' && present <= stored.required;
    const pace = purpose === 'scrub' ? scrubLimiter : repairLimiter;
    return async (bytes) => (isAtRisk ? stop.throwIfAborted() : pace.take(bytes, stop));
  }

  #claim() {
    const nowMs = this.tools.clock.nowMs();
    return { by: this.tools.by, limit: AT_ONCE, nowMs, untilMs: nowMs + LEASE_MS };
  }

  async #retryAtMs(purpose: Purpose, versionId: string): Promise<number> {
    const now = this.tools.clock.nowMs();
    if (purpose === 'scrub') return now + SCRUB_AGAIN_MS;
    const attempts = await this.tools.maintenance.attemptsOf(versionId);
    return now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts);
  }
}
