import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { AccessModule } from '../access/index.js';
import { LiveSettings } from '../platform/config/live-settings.js';
import { People } from '../platform/identity/people.js';
import { StoredSettings } from '../platform/live-settings/stored-settings.kysely.js';
import { LIVE_PARTS } from './live-parts.js';
import { ManageSettings } from './manage-settings.use-case.js';
import { SettingsController } from './settings.controller.js';

@Module({
  imports: [AccessModule],
  controllers: [SettingsController],
  providers: [
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
  exports: [ManageSettings],
})
export class AdministrationModule {}
