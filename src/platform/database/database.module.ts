import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { PlatformSettings } from '../config/platform.config.js';
import { Database } from './database.js';
import { migrateToLatest } from './migrate.js';
import { openDatabase } from './open-database.js';

@Global()
@Module({
  providers: [
    {
      provide: Database,
      inject: [PlatformSettings],
      useFactory: async (settings: PlatformSettings) => {
        const database = await openDatabase(settings);
        await migrateToLatest(database);
        return database;
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
