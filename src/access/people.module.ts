import { Global, Module } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { People } from '../platform/identity/people.js';
import { KyselyAccountRepository } from './account.kysely.js';
import { AccountPeople } from './account-people.js';
import { AccountRepository } from './account.repository.js';

/** Global, since modules that may not know `access` ask for `People` through the port in platform. */
@Global()
@Module({
  providers: [
    {
      provide: AccountRepository,
      inject: [Database],
      useFactory: (database: Database) => new KyselyAccountRepository(database),
    },
    {
      provide: People,
      inject: [AccountRepository],
      useFactory: (accounts: AccountRepository) => new AccountPeople(accounts),
    },
  ],
  exports: [People, AccountRepository],
})
export class PeopleModule {}
