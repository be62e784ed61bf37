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
    { provide: Metrics, useFactory: metricsWithProcess },
  ],
  exports: [HealthChecks, Metrics],
})
export class HealthModule {}

function checksWithDatabase(database: Database): HealthChecks {
  const checks = new HealthChecks();
  checks.register({ name: 'database', required: true, run: () => database.ping() });
  return checks;
}

function metricsWithProcess(): Metrics {
  const metrics = new Metrics();
  metrics.includeProcess();
  return metrics;
}
