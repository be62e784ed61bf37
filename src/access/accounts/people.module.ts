import { Global, Module } from '@nestjs/common';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { People } from '../../platform/identity/people.js';
import { PersonKeys } from '../../platform/identity/person-keys.js';
import { Standings } from '../../platform/identity/standings.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { AccountKeys } from './account-keys.js';
import { KyselyAccountRepository } from './account.kysely.js';
import { AccountPeople, AccountStandings } from './account-people.js';
import { AccountRepository } from './account.repository.js';
import { KyselyIdentityRepository } from '../identities/identity.kysely.js';
import { IdentityRepository } from '../identities/identity.repository.js';

/** Global, since modules that may not know `access` ask for `People` and their keys through ports in platform. */
@Global()
@Module({
  providers: [
    {
      provide: AccountRepository,
      inject: [Database, Clock, PlatformSettings],
      useFactory: (database: Database, clock: Clock, { profile }: PlatformSettings) =>
        new KyselyAccountRepository(database, clock, profile === 'playground'),
    },
    {
      provide: People,
      inject: [AccountRepository],
      useFactory: (accounts: AccountRepository) => new AccountPeople(accounts),
    },
    { ...provideClass(AccountStandings, [AccountRepository]), provide: Standings },
    { ...provideClass(KyselyIdentityRepository, [Database]), provide: IdentityRepository },
    { ...provideClass(AccountKeys, [IdentityRepository]), provide: PersonKeys },
  ],
  exports: [People, Standings, PersonKeys, AccountRepository, IdentityRepository],
})
export class PeopleModule {}
