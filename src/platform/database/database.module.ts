import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { processNumber } from '../processes/process-of-several.js';
import { PlatformSettings } from '../config/platform.config.js';
import { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { prepareDatabase } from './migrate.js';

const providing = (isAlone: boolean) => ({
  provide: Database,
  inject: [PlatformSettings],
  useFactory: async (settings: PlatformSettings) => {
    await prepareDatabase(settings);
    return openDatabase(settings, { isAlone });
  },
});

@Global()
@Module({ providers: [providing(false)], exports: [Database] })
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  /** For the server; a command may run beside it. */
  static ofServer(): DynamicModule {
    const isAlone = processNumber() === undefined;
    return { module: DatabaseModule, providers: [providing(isAlone)] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
