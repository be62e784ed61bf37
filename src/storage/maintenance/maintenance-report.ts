import type { Metrics } from '../../platform/health/metrics.js';
import type { StorageFigures } from './storage-figures.js';
import type { MaintenanceEvent } from './claim-queue.js';

export interface MaintenanceLog {
  log(fields: object): void;
  warn(fields: object): void;
}

const FIGURES_KEPT_MS = 60_000;

/** Maintenance as operators see it: log lines for what is wrong, metrics for the rest. */
export class MaintenanceReport {
  readonly #shards;
  readonly #bad;

  constructor(
    metrics: Metrics,
    figures: StorageFigures,
    private readonly logger: MaintenanceLog,
  ) {
    this.#shards = metrics.counter({
      name: 'kontor_storage_maintenance_shards_total',
      help: 'Shards that maintenance verified, rebuilt, moved, or found whole against what was recorded.',
      labelNames: ['result'],
    });
    this.#bad = metrics.counter({
      name: 'kontor_storage_bad_shards_total',
      help: 'Shards found bad when verified, by what was wrong.',
      labelNames: ['reason'],
    });
    describeStorage(metrics, figures);
  }

  readonly add = (event: MaintenanceEvent): void => {
    if ('shards' in event) this.#shards.inc({ result: event.what }, event.shards);
    if (event.what === 'bad') this.#bad.inc({ reason: event.reason });
    if (event.what === 'rebuilt' || event.what === 'moved') {
      this.logger.log({ msg: `shards ${event.what}`, shards: event.shards });
    }
    if (event.what === 'bad' || event.what === 'unrecoverable') {
      this.logger.warn({ ...event, msg: `${event.what} shard or object` });
    }
    if (event.what === 'failed') {
      this.logger.warn({ msg: 'maintenance of an object failed', ...event, err: event.error });
    }
  };
}

/** Counted when metrics are collected, at most once a minute: it reads whole tables. */
function describeStorage(metrics: Metrics, figures: StorageFigures): void {
  const objects = metrics.gauge({
    name: 'kontor_storage_objects',
    help: 'Stored versions, and those that wait for repair, are at risk, or have too few shards.',
    labelNames: ['state'],
  });
  let nextAtMs = 0;
  metrics.gauge({
    name: 'kontor_storage_shards',
    help: 'Shards by provider and state.',
    labelNames: ['provider', 'state'],
    async collect() {
      if (performance.now() < nextAtMs) return;
      nextAtMs = performance.now() + FIGURES_KEPT_MS;
      for (const { provider, shards, missing } of await figures.providers()) {
        this.set({ provider, state: 'present' }, shards);
        this.set({ provider, state: 'missing' }, missing);
      }
      const totals = await figures.totals();
      objects.set({ state: 'stored' }, totals.objects);
      objects.set({ state: 'queued' }, totals.queued);
      objects.set({ state: 'at-risk' }, totals.atRisk);
      objects.set({ state: 'unrecoverable' }, totals.unrecoverable);
    },
  });
}
