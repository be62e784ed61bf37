import type { Clock } from '../../platform/clock/clock.js';
import type { MaintenanceTasks } from './maintenance-index.js';

export const DAY_MS = 24 * 60 * 60_000;
const LEASE_MS = 60 * 60_000;
/** The name of the task in `storage_tasks`, where administrators request it. */
const SCRUB = 'scrub';

/** When which task is due, agreed between all instances through the database. */
export class MaintenanceSchedule {
  constructor(
    private readonly tasks: MaintenanceTasks,
    private readonly clock: Clock,
    /** Names this instance. */
    private readonly instance: string,
    private readonly scrubDays: number,
  ) {}

  /** Asks for every shard to be verified now, at the configured rate; any instance may do it. */
  async requestScrub(): Promise<void> {
    await this.tasks.request(SCRUB);
  }

  /** When a scrub was last requested; 0 for never. */
  async scrubRequestedAtMs(): Promise<number> {
    return (await this.tasks.timesOf(SCRUB)).requestedAtMs;
  }

  /** Shards that were last verified before this are due. */
  async scrubSinceMs(): Promise<number> {
    return Math.max(this.clock.nowMs() - this.scrubDays * DAY_MS, await this.scrubRequestedAtMs());
  }

  /** Runs `work` on one instance at most once in `everyMs`, and again after a scrub was requested. */
  async once(name: string, everyMs: number, work: () => Promise<void>): Promise<void> {
    const { tasks, instance: by } = this;
    const now = this.clock.nowMs();
    const sinceMs = Math.max(now - everyMs, await this.scrubRequestedAtMs());
    if (!(await tasks.claim(name, { by, sinceMs, untilMs: now + LEASE_MS }))) return;
    try {
      await work();
      await tasks.finish(name, by);
    } catch (error) {
      await tasks.giveUp(name, by);
      throw error;
    }
  }
}
