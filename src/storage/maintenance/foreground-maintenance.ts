import { setTimeout as delay } from 'node:timers/promises';
import type { DrainControl } from './drain-control.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import type { MaintenanceSchedule } from './maintenance-schedule.js';
import type { Orphan } from './orphan-collection.js';
import type { StorageFigures } from './storage-figures.js';
import type { StorageMaintenance } from './storage-maintenance.js';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface ForegroundParts {
  readonly maintenance: StorageMaintenance;
  readonly figures: StorageFigures;
  readonly index: MaintenanceIndex;
  readonly drains: DrainControl;
  readonly schedule: MaintenanceSchedule;
}

const LOOK_EVERY_MS = 500;

/**
 * Maintenance that somebody waits for: starts at once and reports its progress. A running server may do part of
 * the work. A job ends when nothing is left, or when no instance works on it and another pass changes nothing.
 */
export class ForegroundMaintenance {
  constructor(private readonly parts: ForegroundParts) {}

  /** Repairs everything that is missing, also what waits for a retry. */
  async *repair(stop: AbortSignal): AsyncGenerator<Progress> {
    const { maintenance, index } = this.parts;
    await index.retryNow();
    const work = async (): Promise<void> => {
      await maintenance.repair(stop);
      await maintenance.settleKeyrings(stop);
    };
    yield* this.#follow(work, () => this.#missing());
  }

  async *scrub(stop: AbortSignal): AsyncGenerator<Progress> {
    const { maintenance, index, schedule, figures } = this.parts;
    await schedule.requestScrub();
    await index.retryNow();
    const sinceMs = await schedule.scrubSinceMs();
    const left = async (): Promise<number> => {
      const { done, total } = await figures.scrubbedSince(sinceMs);
      return total - done;
    };
    yield* this.#follow(() => maintenance.scrub(stop), left);
  }

  async *drain(provider: string, stop: AbortSignal): AsyncGenerator<Progress> {
    const { maintenance, index, drains } = this.parts;
    await drains.drain(provider);
    await index.retryNow();
    const work = async (): Promise<void> => {
      await maintenance.drain(stop);
      // Shards that are bad there cannot be moved; they are rebuilt elsewhere.
      await maintenance.repair(stop);
    };
    const left = async (): Promise<number> => {
      const isDrained = (await drains.all()).get(provider) === 'drained';
      return (await index.shardsAt(provider)) + (isDrained ? 0 : 1);
    };
    yield* this.#follow(work, left);
  }

  undrain(provider: string): Promise<void> {
    return this.parts.drains.undrain(provider);
  }

  /** The orphans that would be removed now. Lists every provider first. */
  orphansDue(stop: AbortSignal): Promise<readonly Orphan[]> {
    return this.parts.maintenance.orphansDue(stop);
  }

  /** Returns how many were removed; none while another instance does it, or did recently. */
  async collectOrphans(stop: AbortSignal): Promise<number> {
    return (await this.parts.maintenance.collectOrphans(stop)).length;
  }

  async *#follow(work: () => Promise<void>, left: () => Promise<number>): AsyncGenerator<Progress> {
    const total = await left();
    yield { done: 0, total };
    for (let before = total; before > 0;) {
      const pass = work().then(() => true);
      while (!(await Promise.race([pass, delay(LOOK_EVERY_MS, false)]))) {
        yield { done: total - (await left()), total };
      }
      const now = await left();
      yield { done: total - now, total };
      if (now >= before && (await this.parts.figures.claimed()) === 0) return;
      before = now;
      if (now > 0) await delay(LOOK_EVERY_MS);
    }
  }

  async #missing(): Promise<number> {
    const providers = await this.parts.figures.providers();
    return providers.reduce((sum, { missing }) => sum + missing, 0);
  }
}
