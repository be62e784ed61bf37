import { Global, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { isAppError } from '../platform/errors/app-error.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { DirectorySettings, directorySettings } from './directory.config.js';
import { Directory, NoDirectory } from './directory.js';
import { LdapDirectory } from './directory.ldap.js';

/** Global. Without LDAP_URL, `Directory` finds nobody. */
@Global()
@Module({
  providers: [
    provideSettings(DirectorySettings, directorySettings),
    {
      provide: Directory,
      inject: [DirectorySettings, Clock, HealthChecks],
      useFactory: ({ ldap }: DirectorySettings, clock: Clock, checks: HealthChecks) => {
        if (ldap === undefined) return new NoDirectory();
        if (ldap.transport === 'plain') {
          new Logger(DirectoryModule.name).warn(
            'LDAP_URL is ldap:// without LDAP_START_TLS=true: passwords cross the network in clear',
          );
        }
        const directory = new LdapDirectory(ldap, clock);
        // Not required: local accounts sign in without it, and tokens stay valid.
        checks.register({
          name: 'directory',
          required: false,
          run: () => checkWithReason(directory),
        });
        return directory;
      },
    },
  ],
  exports: [Directory, DirectorySettings],
})
export class DirectoryModule implements OnApplicationShutdown {
  constructor(private readonly directory: Directory) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.directory instanceof LdapDirectory) await this.directory.close();
  }
}

/** Adds the reason, which only administrators see. */
async function checkWithReason(directory: Directory): Promise<void> {
  try {
    await directory.check();
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new Error(`${error.code}: ${String(error.data.reason)}`, { cause: error });
  }
}
