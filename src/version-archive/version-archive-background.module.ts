import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { ThinningStatus } from '../storage/index.js';
import { ThinSteps } from './thin-steps.js';
import { ThinningSettings } from './thinning.config.js';
import { ThinningModule } from './thinning.module.js';
import { ThinningRepository } from './thinning.repository.js';

/** Thinning in the background; imported by the server only. */
@Module({
  imports: [ThinningModule],
  providers: [
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
