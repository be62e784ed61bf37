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
  return metrics;
}
