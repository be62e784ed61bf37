import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/clock/ids.js';
import { Database } from '../../platform/database/database.js';
import { Metrics } from '../../platform/health/metrics.js';
import { AllowedOrigins } from '../../platform/http/cross-origin.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { AccessSettings } from '../access.config.js';
import { AccountRepository } from '../accounts/account.repository.js';
import { OpenIdAccounts } from '../claims/openid-accounts.js';
import { GroupRepository } from '../groups/group.repository.js';
import { UsedOnce } from '../used-once.js';
import { ClientAssertions } from './client-assertions.js';
import { ClientAuthentication } from './client-authentication.js';
import { ClientGrants } from './client-grants.js';
import { ClientTokens } from './client-tokens.js';
import { KyselyClientRepository } from './client.kysely.js';
import { ClientRepository } from './client.repository.js';
import { ClientsController } from './clients.controller.js';
import { IssueClientToken } from './issue-client-token.use-case.js';
import { IssuePersonToken } from './issue-person-token.use-case.js';
import { KeySetMetrics } from './key-set-metrics.js';
import { HttpKeySets } from './key-sets.http.js';
import { KeySets } from './key-sets.js';
import { ManageClients } from './manage-clients.use-case.js';
import { OAuthController } from './oauth.controller.js';
import { PersonAssertions } from './person-assertions.js';
import { RegisteredOrigins } from './registered-origins.js';
import { WebhookOwners } from './webhook-owners.js';

/** Applications, and what they authenticate with. */
export const clientProviders = [
  { ...provideClass(KyselyClientRepository, [Database]), provide: ClientRepository },
  provideFrom(
    ManageClients,
    {
      clients: ClientRepository,
      accounts: AccountRepository,
      grants: ClientGrants,
      database: Database,
      clock: Clock,
      ids: Ids,
      audit: AuditLog,
    },
    (parts) => new ManageClients(parts),
  ),
  provideClass(WebhookOwners, [AccountRepository, ClientRepository]),
  { ...provideClass(RegisteredOrigins, [ClientRepository]), provide: AllowedOrigins },
  {
    provide: KeySets,
    inject: [AccessSettings, { token: Metrics, optional: true }],
    useFactory: ({ allowsPrivateAddresses }: AccessSettings, metrics?: Metrics) =>
      new HttpKeySets(allowsPrivateAddresses, new KeySetMetrics(metrics)),
  },
  {
    provide: ClientAssertions,
    inject: [KeySets, UsedOnce, Clock, AccessSettings],
    useFactory: (
      keySets: KeySets,
      usedOnce: UsedOnce,
      clock: Clock,
      { publicUrl }: AccessSettings,
    ) => new ClientAssertions(keySets, usedOnce, clock, [publicUrl, `${publicUrl}/oauth/token`]),
  },
  provideClass(ClientAuthentication, [ClientRepository, ClientAssertions, Clock]),
  provideClass(ClientGrants, [ClientRepository, GroupRepository, KeySets]),
  provideClass(ClientTokens, [ClientRepository, Clock, Ids]),
  provideClass(PersonAssertions, [KeySets, Clock]),
  provideClass(IssueClientToken, [
    ClientAuthentication,
    ClientRepository,
    AccountRepository,
    ClientTokens,
    Clock,
  ]),
  provideFrom(
    IssuePersonToken,
    {
      authentication: ClientAuthentication,
      assertions: PersonAssertions,
      people: OpenIdAccounts,
      tokens: ClientTokens,
      database: Database,
      audit: AuditLog,
    },
    (parts) => new IssuePersonToken(parts),
  ),
];

export const clientControllers = [OAuthController, ClientsController];
