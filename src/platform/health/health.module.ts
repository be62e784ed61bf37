import { Global, Module } from '@nestjs/common';
import { provideSettings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { HealthChecks } from './health-checks.js';
import { HealthSettings, healthSettings } from './health.config.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';

@Global()
@Module({
  controllers: [HealthController, MetricsController],
  providers: [
    provideSettings(HealthSettings, healthSettings),
    { provide: HealthChecks, inject: [Database], useFactory: checksWithDatabase },
    { provide: Metrics, inject: [Database], useFactory: metricsOf },
  ],
  exports: [HealthChecks, Metrics],
})
export class HealthModule {}

function checksWithDatabase(database: Database): HealthChecks {
  const checks = new HealthChecks();
  checks.register({ name: 'database', required: true, run: () => database.ping() });
  // Not required: reading still works, and would end if the instance were taken out of service.
  checks.register({ name: 'database-writes', required: false, run: () => database.checkStoring() });
  return checks;
}

function metricsOf(database: Database): Metrics {
  const metrics = new Metrics();
  metrics.includeProcess();
  metrics.counter({
    name: 'kontor_database_failures_total',
    help: 'Failures of the database, by code: away, busy, full, read-only, disk-failed, damaged.',
    labelNames: ['code'],
    collect() {
      this.reset();
      for (const [code, count] of database.failures.counts) this.inc({ code }, count);
    },
  });
  countCommits(metrics, database);
  return metrics;
}

function countCommits(metrics: Metrics, { figures }: Database): void {
  if (figures === undefined) return;
  const counter = (name: string, help: string, value: () => number) =>
    metrics.counter({
      name,
      help,
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  counter(
    'kontor_database_transactions_total',
    'Transactions that the embedded database committed.',
    () => figures.transactions,
  );
  counter(
    'kontor_database_commits_total',
    'Commits by which it did: several transactions share one.',
    () => figures.commits,
  );
  counter(
    'kontor_database_commit_wait_seconds_total',
    'From the end of each transaction until it was durable, in all.',
    () => figures.waitedMs / 1000,
  );
}
