import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import type { Metrics } from '../platform/health/metrics.js';
import type { MaintenanceSchedule, StoredObject } from '../storage/index.js';
import type { HeldVersions } from './held-versions.js';
import type { RemoveVersions } from './remove-versions.js';
import type { GroupWithSteps, ThinningRepository } from './thinning.repository.js';
import type { VersionGroupRepository } from './version-group.repository.js';
import { removableSteps, type ThinningRules } from './version-thinning.js';

/** One instance does a pass for all, this often. */
const EVERY_MS = 10 * 60_000;
const HOUR_MS = 60 * 60_000;
/** The name of the task in `storage_tasks`. */
const TASK = 'thinning';
/** The most that one pass reads and removes; the next pass continues from there. */
const GROUPS_PER_PASS = 500;
const STEPS_PER_PASS = 2_000;
/** In one transaction, during which nothing is saved to that document. */
const STEPS_AT_ONCE = 100;

export interface ThinStepsParts {
  readonly rows: ThinningRepository;
  readonly groups: VersionGroupRepository;
  readonly removing: RemoveVersions;
  readonly held: HeldVersions;
  readonly schedule: MaintenanceSchedule;
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * Removes steps of editing sessions that the rules of `version-thinning.ts` do not keep. A pass in its order:
 *
 * 1. One instance takes the task, for all.
 * 2. Groups with old steps are taken by id, after those of the pass before.
 * 3. In one transaction for each group: its row is changed, so that no save is committed in between; its versions and
 *    what refers to them are read; receipts go on to the save that contains what the step does; the rows of steps, of
 *    their parts and objects are removed, and what that frees is counted.
 * 4. After the commit the shards are removed. What a provider does not remove now is an orphan, and collected as one;
 *    so is what a crash left at this point.
 *
 * Numbers and positions of the versions that stay do not change.
 */
export class ThinSteps {
  readonly everyMs = EVERY_MS;
  readonly #removed;
  readonly #freed;

  constructor(
    private readonly rules: ThinningRules,
    private readonly parts: ThinStepsParts,
    metrics: Metrics,
  ) {
    this.#removed = metrics.counter({
      name: 'kontor_thinning_removed_total',
      help: 'Steps of editing sessions that thinning removed.',
    });
    this.#freed = metrics.counter({
      name: 'kontor_thinning_freed_bytes_total',
      help: 'Bytes at the providers that thinning freed.',
    });
  }

  async run(stop: AbortSignal): Promise<void> {
    await this.parts.schedule.once(TASK, EVERY_MS, () => this.pass(stop));
  }

  /** Everything that is due now, in as many passes as it takes; then the server's passes begin anew. */
  async all(stop: AbortSignal): Promise<ThinnedSteps> {
    const { rows } = this.parts;
    const before = await rows.totals();
    await rows.passed('');
    do await this.pass(stop);
    while (!stop.aborted && (await rows.cursor()) !== '');
    const { removed, freedBytes } = await rows.totals();
    return { steps: removed - before.removed, freedBytes: freedBytes - before.freedBytes };
  }

  /** What `all` would do: the same work, and every transaction is rolled back. */
  async rehearse(stop: AbortSignal): Promise<ThinnedSteps> {
    const { rows, database } = this.parts;
    const total = { steps: 0, freedBytes: 0 };
    for (let after = ''; !stop.aborted;) {
      const groups = await rows.groupsWithSteps(after, this.#page());
      for (const group of groups) {
        const rehearsal = database.inTransaction(async () => {
          throw new Rehearsed(await this.#remove(group, Infinity));
        });
        const { steps, stored } = await rehearsal.catch(removedIn);
        total.steps += steps;
        total.freedBytes += bytesOf(stored);
      }
      if (groups.length < GROUPS_PER_PASS) break;
      after = groups.at(-1)!.groupId;
    }
    return total;
  }

  #page() {
    const beforeMs = this.parts.clock.nowMs() - this.rules.allHours * HOUR_MS;
    return { beforeMs, limit: GROUPS_PER_PASS };
  }

  /** One pass now, whatever the schedule says. */
  async pass(stop: AbortSignal): Promise<void> {
    const { rows } = this.parts;
    const after = await rows.cursor();
    const groups = await rows.groupsWithSteps(after, this.#page());
    const failures: unknown[] = [];
    let left = STEPS_PER_PASS;
    let isLastPage = groups.length < GROUPS_PER_PASS;
    let cursor = after;
    for (const group of groups) {
      if (stop.aborted || left <= 0) {
        isLastPage = false;
        break;
      }
      // A group that fails is tried again when its turn comes; the others do not wait for it.
      try {
        left -= await this.#thin(group, left);
      } catch (error) {
        failures.push(error);
      }
      cursor = group.groupId;
    }
    await rows.passed(isLastPage ? '' : cursor);
    if (failures.length > 0) throw failures[0];
  }

  /** Returns how many were removed. */
  async #thin(group: GroupWithSteps, limit: number): Promise<number> {
    let removed = 0;
    while (removed < limit) {
      const atOnce = Math.min(STEPS_AT_ONCE, limit - removed);
      const { steps, stored } = await this.parts.database.inTransaction(() =>
        this.#remove(group, atOnce),
      );
      await this.parts.removing.discard(stored);
      this.#removed.inc(steps);
      this.#freed.inc(bytesOf(stored));
      removed += steps;
      if (steps < atOnce) break;
    }
    return removed;
  }

  async #remove({ groupId, documentId }: GroupWithSteps, atOnce: number): Promise<RemovedSteps> {
    const { rows, groups, removing, held, clock } = this.parts;
    await rows.lock(groupId);
    const referredTo = await held.of(documentId);
    if (referredTo === undefined) return NOTHING;
    const versions = await groups.listVersions(groupId);
    const moment = { nowMs: clock.nowMs(), held: referredTo };
    const steps = removableSteps(versions, this.rules, moment).slice(0, atOnce);
    if (steps.length === 0) return NOTHING;
    for (const { version, containedIn } of steps) {
      await rows.passReceiptsOn(version.id, containedIn.id);
    }
    const stored = await removing.unrecord(steps.map(({ version }) => version));
    await rows.addRemoved(steps.length, bytesOf(stored));
    return { steps: steps.length, stored };
  }
}

export interface ThinnedSteps {
  readonly steps: number;
  /** At the providers: shards with their parity. */
  readonly freedBytes: number;
}

/** Ends the transaction of a rehearsal. */
class Rehearsed extends Error {
  constructor(readonly removed: RemovedSteps) {
    super('rolled back on purpose');
  }
}

function removedIn(error: unknown): RemovedSteps {
  if (error instanceof Rehearsed) return error.removed;
  throw error;
}

interface RemovedSteps {
  readonly steps: number;
  /** Their objects, without rows now; to be discarded after the commit. */
  readonly stored: readonly StoredObject[];
}

const NOTHING: RemovedSteps = { steps: 0, stored: [] };

const bytesOf = (stored: readonly StoredObject[]): number =>
  stored.reduce(
    (sum, { sealedSize, required, total }) => sum + Math.ceil(sealedSize / required) * total,
    0,
  );
