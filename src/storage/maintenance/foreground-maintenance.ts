import { setTimeout as delay } from 'node:timers/promises';
import type { DrainControl } from './drain-control.js';
import type { ProviderStates } from './provider-states.js';
import type { StorageFigures } from './storage-figures.js';
import { SCRUB, type StorageMaintenance } from './storage-maintenance.js';
import type { Orphan } from './orphan-register.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import type { MaintenanceTasks } from './maintenance-tasks.js';

export interface Progress {
  readonly done: number;
  readonly total: number;
}

export interface ForegroundParts {
  readonly maintenance: StorageMaintenance;
  readonly figures: StorageFigures;
  readonly index: MaintenanceIndex;
  readonly states: ProviderStates;
  readonly tasks: MaintenanceTasks;
  readonly draining: DrainControl;
}

const LOOK_EVERY_MS = 500;

/**
 * Maintenance that somebody waits for: it begins at once and tells how far it is. A server beside it may do part
 * of it; the work counts as over when nothing is left, or when nobody works on it and no round changes anything.
 */
export class ForegroundMaintenance {
  constructor(private readonly parts: ForegroundParts) {}

  /** Everything that is missing; nothing waits for its time. */
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
    const { maintenance, index, tasks, figures } = this.parts;
    await tasks.request(SCRUB);
    await index.retryNow();
    const sinceMs = await maintenance.scrubSinceMs();
    const left = async (): Promise<number> => {
      const { done, total } = await figures.scrubbedSince(sinceMs);
      return total - done;
    };
    yield* this.#follow(() => maintenance.scrub(stop), left);
  }

  async *drain(name: string, stop: AbortSignal): AsyncGenerator<Progress> {
    const { maintenance, index, draining, states } = this.parts;
    await draining.drain(name);
    await index.retryNow();
    const work = async (): Promise<void> => {
      await maintenance.drain(stop);
      // What is lost or bad there is rebuilt elsewhere.
      await maintenance.repair(stop);
    };
    const left = async (): Promise<number> => {
      const isDrained = (await states.all()).get(name) === 'drained';
      return (await index.shardsAt(name)) + (isDrained ? 0 : 1);
    };
    yield* this.#follow(work, left);
  }

  undrain(name: string): Promise<void> {
    return this.parts.draining.undrain(name);
  }

  /** What would be removed now, after a look at everything. */
  orphansDue(stop: AbortSignal): Promise<readonly Orphan[]> {
    return this.parts.maintenance.orphansDue(stop);
  }

  /** Answers how many were removed. Nothing when another instance looks at them, or has just done so. */
  async collectOrphans(stop: AbortSignal): Promise<number> {
    return (await this.parts.maintenance.collectOrphans(stop)).length;
  }

  async *#follow(work: () => Promise<void>, left: () => Promise<number>): AsyncGenerator<Progress> {
    const total = await left();
    yield { done: 0, total };
    for (let before = total; before > 0;) {
      const round = work().then(() => true);
      while (!(await Promise.race([round, delay(LOOK_EVERY_MS, false)]))) {
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
