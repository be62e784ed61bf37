import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DirectorySettings } from '../directory/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { AccessModule } from './access.module.js';
import { AccountRepository } from './accounts/account.repository.js';
import { EndByProvider } from './openid/end-by-provider.use-case.js';
import { HttpIdentityProviderClient } from './openid/identity-provider.http.js';
import { IdentityProviderClient } from './openid/identity-provider.js';
import { OpenIdAccounts } from './claims/openid-accounts.js';
import { OpenIdAttempts } from './openid/openid-attempts.js';
import { KyselyOpenIdGrants } from './openid/openid-grants.kysely.js';
import { OpenIdLogoutController } from './openid/openid-logout.controller.js';
import { OpenIdMetrics } from './openid/openid-metrics.js';
import { OpenIdPeople } from './claims/openid-people.js';
import { OpenIdGrants } from './openid/openid-grants.js';
import { OpenIdProviders } from './openid/openid-provider.js';
import { FileOpenIdProviders } from './openid/openid-providers.file.js';
import { OpenIdStanding } from './openid/openid-standing.js';
import { OpenIdSettings, openIdSettings } from './openid/openid.config.js';
import { SealedTokens } from './openid/sealed-tokens.js';
import {
  BeginProviderSignIn,
  OfferProviders,
  ProviderSignInCompletion,
  ProviderSignInResults,
  SignInWithProvider,
} from './openid/sign-in-with-provider.use-case.js';
import { CompleteSignIn } from './sign-in/complete-sign-in.js';
import { SignInRepository } from './sign-in/sign-in.repository.js';
import { SigningSecrets } from './signing-secrets.js';

const adapters = [
  { ...provideClass(FileOpenIdProviders, [OpenIdSettings, Clock]), provide: OpenIdProviders },
  { ...provideClass(HttpIdentityProviderClient, [Clock]), provide: IdentityProviderClient },
  { ...provideClass(KyselyOpenIdGrants, [Database]), provide: OpenIdGrants },
  {
    provide: OpenIdAttempts,
    inject: [SigningSecrets, Clock, OpenIdSettings],
    useFactory: (secrets: SigningSecrets, clock: Clock, { publicUrl }: OpenIdSettings) =>
      new OpenIdAttempts(secrets.keyFor('access/openid-attempts'), clock, publicUrl),
  },
  {
    provide: SealedTokens,
    inject: [SigningSecrets],
    useFactory: (secrets: SigningSecrets) =>
      new SealedTokens(secrets.keyFor('access/openid-tokens')),
  },
  {
    provide: OpenIdMetrics,
    inject: [{ token: Metrics, optional: true }],
    useFactory: (metrics?: Metrics) => new OpenIdMetrics(metrics),
  },
];

const useCases = [
  {
    provide: OfferProviders,
    inject: [OpenIdProviders, OpenIdPeople, DirectorySettings],
    useFactory: (providers: OpenIdProviders, people: OpenIdPeople, { ldap }: DirectorySettings) =>
      new OfferProviders(providers, people, ldap !== undefined),
  },
  provideClass(BeginProviderSignIn, [
    OpenIdProviders,
    IdentityProviderClient,
    OpenIdAttempts,
    OpenIdSettings,
  ]),
  provideClass(ProviderSignInCompletion, [
    CompleteSignIn,
    OpenIdGrants,
    SealedTokens,
    OpenIdSettings,
    Clock,
  ]),
  provideClass(ProviderSignInResults, [AuditLog, OpenIdMetrics]),
  provideFrom(
    SignInWithProvider,
    {
      providers: OpenIdProviders,
      client: IdentityProviderClient,
      attempts: OpenIdAttempts,
      accounts: OpenIdAccounts,
      completion: ProviderSignInCompletion,
      settings: OpenIdSettings,
      results: ProviderSignInResults,
    },
    (parts) => new SignInWithProvider(parts),
  ),
  provideFrom(
    EndByProvider,
    {
      providers: OpenIdProviders,
      client: IdentityProviderClient,
      grants: OpenIdGrants,
      signIns: SignInRepository,
      metrics: OpenIdMetrics,
      clock: Clock,
    },
    (parts) => new EndByProvider(parts),
  ),
  provideFrom(
    OpenIdStanding,
    {
      providers: OpenIdProviders,
      client: IdentityProviderClient,
      openIdAccounts: OpenIdAccounts,
      accounts: AccountRepository,
      grants: OpenIdGrants,
      signIns: SignInRepository,
      sealed: SealedTokens,
      metrics: OpenIdMetrics,
      clock: Clock,
      settings: OpenIdSettings,
    },
    ({ grants, signIns, metrics, clock, settings, ...parts }) =>
      new OpenIdStanding({
        ...parts,
        records: { grants, signIns },
        measured: { metrics, clock, refreshMs: settings.refreshSeconds * 1000 },
      }),
  ),
];

/** Signing in with an identity provider (docs/adr/0025-openid-connect.md). */
@Module({
  imports: [AccessModule],
  controllers: [OpenIdLogoutController],
  providers: [provideSettings(OpenIdSettings, openIdSettings), ...adapters, ...useCases],
  exports: [
    BeginProviderSignIn,
    OfferProviders,
    OpenIdProviders,
    OpenIdSettings,
    OpenIdStanding,
    SignInWithProvider,
  ],
})
export class OpenIdModule {}

/** Somebody is due within this time, whatever the span. */
const LOOK_MS = 5000;

/** Asks providers about people in the background; imported by the server only. */
@Module({
  imports: [OpenIdModule],
  providers: [
    provideFrom(
      BackgroundWork,
      { standing: OpenIdStanding, settings: OpenIdSettings },
      ({ standing, settings }) => {
        const everyMs = Math.min(LOOK_MS, settings.refreshSeconds * 200);
        const run = (stop: AbortSignal) => standing.run(stop);
        return new BackgroundWork([{ name: 'openid-standing', everyMs, run }]);
      },
    ),
  ],
})
export class OpenIdBackgroundModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly work: BackgroundWork) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
