import { Module } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MaintenanceSchedule } from '../storage/index.js';
import { HeldVersions } from './held-versions.js';
import { RemoveVersions } from './remove-versions.js';
import { ThinSteps } from './thin-steps.js';
import { ThinningSettings, thinningSettings } from './thinning.config.js';
import { KyselyThinningRepository } from './thinning.kysely.js';
import { ThinningRepository } from './thinning.repository.js';
import { VersionArchiveModule } from './version-archive.module.js';
import { VersionGroupRepository } from './version-group.repository.js';

/** The thinning of steps, for the server and for the command line. It runs nothing by itself. */
@Module({
  imports: [VersionArchiveModule],
  providers: [
    provideSettings(ThinningSettings, thinningSettings),
    { ...provideClass(KyselyThinningRepository, [Database, Clock]), provide: ThinningRepository },
    provideFrom(
      ThinSteps,
      {
        settings: ThinningSettings,
        metrics: Metrics,
        rows: ThinningRepository,
        groups: VersionGroupRepository,
        removing: RemoveVersions,
        held: HeldVersions,
        schedule: MaintenanceSchedule,
        database: Database,
        clock: Clock,
      },
      ({ settings, metrics, ...parts }) => new ThinSteps(settings, parts, metrics),
    ),
  ],
  exports: [ThinSteps, ThinningSettings, ThinningRepository, VersionArchiveModule],
})
export class ThinningModule {}
