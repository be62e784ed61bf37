import { Global, Module, type DynamicModule } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { LiveSettings } from './live-settings.js';
import { PlatformSettings, platformSettings } from './platform.config.js';
import { provideSettings } from './settings.js';

/** Provides the validated settings to every module; the environment is read once, in `src/settings.ts`. */
@Global()
@Module({})
export class SettingsModule {
  static holding(settings: Record<string, unknown>): DynamicModule {
    return {
      module: SettingsModule,
      imports: [
        ConfigModule.forRoot({
          isGlobal: true,
          ignoreEnvFile: true,
          skipProcessEnv: true,
          load: [() => settings],
        }),
      ],
      providers: [LiveSettings, provideSettings(PlatformSettings, platformSettings)],
      exports: [LiveSettings, PlatformSettings],
    };
  }
}
