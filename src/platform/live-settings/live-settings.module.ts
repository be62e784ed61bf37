import {
  Global,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { AuditLog } from '../audit/audit-log.js';
import { BackgroundWork } from '../background/background-work.timer.js';
import { Clock } from '../clock/clock.js';
import { LiveSettings } from '../config/live-settings.js';
import { Database } from '../database/database.js';
import { provideClass } from '../injection/provide-class.js';
import { StoredSettings } from './stored-settings.kysely.js';

/** A change acts on all instances within five seconds; one small statement an instance. */
const EVERY_MS = 2_000;

@Global()
@Module({
  providers: [provideClass(StoredSettings, [Database, Clock, AuditLog, LiveSettings])],
  exports: [StoredSettings],
})
export class LiveSettingsModule implements OnModuleInit, BeforeApplicationShutdown {
  readonly #work: BackgroundWork;

  constructor(private readonly stored: StoredSettings) {
    const refresh = { name: 'live settings', everyMs: EVERY_MS, run: () => stored.refresh() };
    this.#work = new BackgroundWork([refresh]);
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
