import {
  Global,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { AccessModule } from '../access/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { LiveSettings } from '../platform/config/live-settings.js';
import { StoredSettings } from '../platform/config/stored-settings.js';
import { Database } from '../platform/database/database.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { LIVE_PARTS } from './live-parts.js';
import { ManageSettings } from './manage-settings.use-case.js';
import { SettingsController } from './settings.controller.js';
import { KyselyStoredSettings } from './stored-settings.kysely.js';

/** A change acts on all instances within five seconds; one small statement an instance. */
const REFRESH_EVERY_MS = 2_000;

/** Global: modules read stored settings through the port in platform. */
@Global()
@Module({
  imports: [AccessModule],
  controllers: [SettingsController],
  providers: [
    {
      ...provideClass(KyselyStoredSettings, [Database, Clock, AuditLog, LiveSettings]),
      provide: StoredSettings,
    },
    {
      provide: ManageSettings,
      inject: [LiveSettings, StoredSettings, People, ConfigService],
      useFactory: (
        live: LiveSettings,
        stored: StoredSettings,
        people: People,
        config: ConfigService,
      ) => {
        // On the command line no module of theirs declares them.
        for (const part of LIVE_PARTS) live.over(part, config.get<unknown>(part.name) ?? {});
        return new ManageSettings(live, stored, people);
      },
    },
  ],
  exports: [ManageSettings, StoredSettings],
})
export class AdministrationModule implements OnModuleInit, BeforeApplicationShutdown {
  readonly #work: BackgroundWork;

  constructor(private readonly stored: StoredSettings) {
    const run = () => stored.refresh();
    this.#work = new BackgroundWork([{ name: 'live settings', everyMs: REFRESH_EVERY_MS, run }]);
  }

  /** Before the first request. Without the database the values of the environment are in effect until it answers. */
  async onModuleInit(): Promise<void> {
    await this.stored
      .refresh()
      .catch((error: unknown) => new Logger('Settings').warn({ msg: 'not read yet', err: error }));
    this.#work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#work.stop();
  }
}
