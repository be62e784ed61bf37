import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/clock/ids.js';
import { PlatformSettings } from '../../platform/config/platform.config.js';
import { Database } from '../../platform/database/database.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { AccessSettings } from '../access.config.js';
import { AccountRepository } from '../accounts/account.repository.js';
import { Memberships } from '../groups/memberships.js';
import { OpenIdAccounts } from './openid-accounts.js';
import { KyselyOpenIdPeople } from './openid-people.kysely.js';
import { OpenIdPeople } from './openid-people.js';
import { ProviderStanding } from './provider-standing.js';

/** Who somebody is, as others say it. */
export const claimProviders = [
  {
    provide: OpenIdPeople,
    inject: [Database, AccountRepository, PlatformSettings],
    useFactory: (
      database: Database,
      accounts: AccountRepository,
      { profile }: PlatformSettings,
    ): OpenIdPeople => new KyselyOpenIdPeople(database, accounts, profile === 'playground'),
  },
  provideFrom(
    ProviderStanding,
    { people: OpenIdPeople, clock: Clock, settings: AccessSettings },
    ({ people, clock, settings }) => new ProviderStanding(people, clock, settings.actForDays),
  ),
  provideFrom(
    OpenIdAccounts,
    {
      people: OpenIdPeople,
      accounts: AccountRepository,
      database: Database,
      audit: AuditLog,
      clock: Clock,
      ids: Ids,
      memberships: Memberships,
    },
    (parts) => new OpenIdAccounts(parts),
  ),
];
