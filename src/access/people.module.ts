import { Global, Module } from '@nestjs/common';
import { Directory } from '../directory/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { Metrics } from '../platform/health/metrics.js';
import { Groups } from '../platform/identity/groups.js';
import { AwaitedPeople, People, PersonKeys, Standings } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import {
  AccountKeys,
  AccountPeople,
  AccountStandings,
  AwaitedAccounts,
} from './accounts/account-people.js';
import { KyselyAccountRepository } from './accounts/account.kysely.js';
import { AccountRepository } from './accounts/account.repository.js';
import { FindPeopleController } from './accounts/find-people.controller.js';
import { FindPeople } from './accounts/find-people.use-case.js';
import { PersonPictures } from './accounts/person-pictures.js';
import { Rechecks } from './accounts/rechecks.js';
import { AccountGroups } from './groups/groups.directory.js';
import { Memberships } from './groups/memberships.js';
import { KyselyGroupRepository } from './groups/group.kysely.js';
import { GroupRepository } from './groups/group.repository.js';
import { DirectoryAccounts } from './sign-in/directory-accounts.js';
import { KyselyIdentityRepository } from './identities/identity.kysely.js';
import { IdentityRepository } from './identities/identity.repository.js';

/** Global: modules that may not import `access` ask about people and their keys through ports in platform. */
@Global()
@Module({
  controllers: [FindPeopleController],
  providers: [
    {
      provide: AccountRepository,
      inject: [Database, Clock, PlatformSettings],
      useFactory: (database: Database, clock: Clock, { profile }: PlatformSettings) =>
        new KyselyAccountRepository(database, clock, profile === 'playground'),
    },
    {
      provide: People,
      inject: [AccountRepository, Clock, Ids, { token: Directory, optional: true }],
      useFactory: (accounts: AccountRepository, clock: Clock, ids: Ids, directory?: Directory) => {
        if (directory === undefined) return new AccountPeople(accounts);
        const newcomers = new DirectoryAccounts(directory, accounts, clock, ids);
        return new AccountPeople(accounts, (username) => newcomers.invite(username));
      },
    },
    {
      provide: FindPeople,
      inject: [AccountRepository, PersonKeys, Groups, { token: Directory, optional: true }],
      useFactory: (
        accounts: AccountRepository,
        keys: PersonKeys,
        groups: Groups,
        directory?: Directory,
      ) => new FindPeople({ accounts, keys, groups, directory }),
    },
    {
      provide: PersonPictures,
      inject: [
        ...[AccountRepository, Clock],
        ...[Directory, Metrics].map((token) => ({ token, optional: true })),
      ],
      useFactory: (
        accounts: AccountRepository,
        clock: Clock,
        directory?: Directory,
        metrics?: Metrics,
      ) => new PersonPictures({ accounts, clock, directory, metrics }),
    },
    provideClass(Rechecks, []),
    { ...provideClass(AccountStandings, [AccountRepository, Rechecks]), provide: Standings },
    { ...provideClass(AwaitedAccounts, [AccountRepository, Clock]), provide: AwaitedPeople },
    { ...provideClass(KyselyIdentityRepository, [Database]), provide: IdentityRepository },
    { ...provideClass(AccountKeys, [IdentityRepository]), provide: PersonKeys },
    { ...provideClass(KyselyGroupRepository, [Database]), provide: GroupRepository },
    provideClass(Memberships, [GroupRepository, Database, Clock, Ids, DomainEvents]),
    {
      provide: Groups,
      inject: [
        ...[GroupRepository, AccountRepository, Memberships, Clock],
        { token: Directory, optional: true },
      ],
      useFactory: (
        groups: GroupRepository,
        accounts: AccountRepository,
        memberships: Memberships,
        clock: Clock,
        directory?: Directory,
      ) => new AccountGroups({ groups, accounts, memberships, clock, directory }),
    },
  ],
  exports: [
    ...[FindPeople, People, PersonPictures, AwaitedPeople, Standings, PersonKeys, Groups],
    ...[AccountRepository, IdentityRepository, GroupRepository, Memberships, Rechecks],
  ],
})
export class PeopleModule {}
