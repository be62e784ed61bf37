import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MaintenanceSchedule, ThinningStatus } from '../storage/index.js';
import { HeldVersions } from './held-versions.js';
import { RemoveVersions } from './remove-versions.js';
import { ThinSteps } from './thin-steps.js';
import { ThinningSettings, thinningSettings } from './thinning.config.js';
import { KyselyThinningRepository } from './thinning.kysely.js';
import { ThinningRepository } from './thinning.repository.js';
import { VersionArchiveModule } from './version-archive.module.js';
import { VersionGroupRepository } from './version-group.repository.js';

/** Thinning in the background; imported by the server only. */
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
    provideFrom(BackgroundWork, { steps: ThinSteps, settings: ThinningSettings }, (from) => {
      const { steps, settings } = from;
      const everyMs = steps.everyMs;
      const run = (stop: AbortSignal) => steps.run(stop);
      return new BackgroundWork(settings.isOn ? [{ name: 'thinning', everyMs, run }] : []);
    }),
  ],
})
export class VersionArchiveBackgroundModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    private readonly work: BackgroundWork,
    private readonly rows: ThinningRepository,
    private readonly settings: ThinningSettings,
    private readonly status: ThinningStatus,
  ) {}

  onApplicationBootstrap(): void {
    const { isOn } = this.settings;
    this.status.register(async () => ({ isOn, ...(await this.rows.totals()) }));
    this.work.start();
  }

  /** Waits for a running pass while the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
