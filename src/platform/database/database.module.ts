import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PlatformSettings } from '../config/platform.config.js';
import { Database } from './database.js';
import { openDatabase } from './open-database.js';
import { prepareDatabase } from './migrate.js';

@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [PlatformSettings],
      useFactory: async (settings: PlatformSettings) => {
        await prepareDatabase(settings);
        return openDatabase(settings);
      },
    },
  ],
  exports: [Database],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
