import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { Directory } from '../directory/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { Redis } from '../platform/redis/redis.js';
import { People } from '../platform/identity/people.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { AccessSettings, accessSettings } from './access.config.js';
import { AccessGuard } from './sign-in/access.guard.js';
import { BindAccount } from './accounts/bind-account.use-case.js';
import { AccountRepository } from './accounts/account.repository.js';
import { AddAccount } from './accounts/add-account.use-case.js';
import { ChangeIdentity } from './identities/change-identity.use-case.js';
import { ChangeSealings } from './identities/change-sealings.use-case.js';
import { ChooseLocale } from './accounts/choose-locale.use-case.js';
import { TokenGenerations } from './sign-in/token-generations.js';
import { DeviceCookies } from './sign-in/device-cookies.js';
import { DirectoryCredentials } from './sign-in/credentials.directory.js';
import { Credentials } from './sign-in/credentials.js';
import { DirectoryStanding } from './sign-in/directory-standing.js';
import { EndTokens } from './accounts/end-tokens.use-case.js';
import { EnsureAccounts } from './accounts/ensure-accounts.use-case.js';
import { FailureCounts } from './sign-in/failure-counts.js';
import { MemoryFailureCounts } from './sign-in/failure-counts.memory.js';
import { GiveTabKey } from './sign-in/give-tab-key.use-case.js';
import { GetMe } from './accounts/get-me.use-case.js';
import { IdentityController } from './identities/identity.controller.js';
import { IdentityRepository } from './identities/identity.repository.js';
import { IdentifyCaller } from './sign-in/identify-caller.use-case.js';
import { IssueToken } from './sign-in/issue-token.use-case.js';
import { KnownCallers } from './sign-in/known-callers.js';
import { KnownPasswords } from './accounts/known-passwords.js';
import { ListAccounts } from './accounts/list-accounts.use-case.js';
import { LocalCredentials } from './sign-in/local-credentials.js';
import { MeController } from './sign-in/me.controller.js';
import { Argon2Passwords } from './accounts/passwords.argon2.js';
import { Passwords } from './accounts/passwords.js';
import { RetirePlayground } from './accounts/retire-playground.use-case.js';
import { PersonSids } from './accounts/person-sids.js';
import { PeopleModule } from './accounts/people.module.js';
import { RecipientController } from './identities/recipient.controller.js';
import { RegisterIdentity } from './identities/register-identity.use-case.js';
import { SessionCookies } from './sign-in/session-cookies.js';
import { SetDisabled } from './accounts/set-disabled.use-case.js';
import { SetPassword } from './accounts/set-password.use-case.js';
import { ShowIdentity } from './identities/show-identity.use-case.js';
import { ShowRecipient } from './identities/show-recipient.use-case.js';
import { KyselySignInRepository } from './sign-in/sign-in.kysely.js';
import { SignInMetrics } from './sign-in/sign-in-metrics.js';
import { SignInRepository } from './sign-in/sign-in.repository.js';
import { SignIn } from './sign-in/sign-in.use-case.js';
import { SignInBrowser } from './sign-in/sign-in-browser.use-case.js';
import { SignIns } from './sign-in/sign-ins.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { openSigningSecret } from './signing-secret.file.js';
import { SigningSecrets } from './signing-secrets.js';
import { TokenController } from './sign-in/token.controller.js';
import { JwtTokens } from './sign-in/tokens.jwt.js';
import { Tokens } from './sign-in/tokens.js';

const adapters = [
  {
    provide: SigningSecrets,
    inject: [AccessSettings],
    useFactory: async ({ secretFile }: AccessSettings) =>
      new SigningSecrets(await openSigningSecret(secretFile)),
  },
  { ...provideClass(Argon2Passwords, []), provide: Passwords },
  {
    provide: KnownPasswords,
    inject: [PlatformSettings],
    useFactory: ({ profile }: PlatformSettings) => new KnownPasswords(profile === 'production'),
  },
  {
    provide: RetirePlayground,
    inject: [AccountRepository, Passwords, PlatformSettings],
    useFactory: (
      accounts: AccountRepository,
      passwords: Passwords,
      { profile }: PlatformSettings,
    ) => new RetirePlayground(accounts, passwords, profile === 'production'),
  },
  provideClass(LocalCredentials, [AccountRepository, Passwords, KnownPasswords]),
  {
    provide: Credentials,
    // The command line has no directory: nobody signs in there.
    inject: [LocalCredentials, AccountRepository, Clock, { token: Directory, optional: true }],
    useFactory: (
      local: LocalCredentials,
      accounts: AccountRepository,
      clock: Clock,
      directory?: Directory,
    ) =>
      directory === undefined ? local : new DirectoryCredentials(local, directory, accounts, clock),
  },
  {
    provide: Tokens,
    inject: [SigningSecrets, Clock, PlatformSettings],
    useFactory: (secrets: SigningSecrets, clock: Clock, { profile }: PlatformSettings) =>
      new JwtTokens(secrets, clock, profile),
  },
  {
    provide: SignInRepository,
    inject: [Database, PlatformSettings],
    useFactory: (database: Database, { profile }: PlatformSettings) =>
      new KyselySignInRepository(database, profile === 'playground'),
  },
  provideClass(SignIns, [SignInRepository, Tokens, Clock, Ids]),
  {
    provide: SessionCookies,
    inject: [SignIns, AccessSettings],
    useFactory: (signIns: SignIns, { publicUrl }: AccessSettings) =>
      new SessionCookies(signIns, publicUrl),
  },
];

const throttle = [
  {
    provide: FailureCounts,
    inject: [Clock, SigningSecrets, { token: Redis, optional: true }],
    useFactory: async (clock: Clock, secrets: SigningSecrets, redis?: Redis) => {
      const own = new MemoryFailureCounts(clock);
      if (redis === undefined) return own;
      // Loaded by who has Redis only, as everything that speaks to it.
      const { SharedFailureCounts } = await import('./sign-in/failure-counts.redis.js');
      return new SharedFailureCounts(redis, own, secrets.keyFor('access/sign-in-throttle'));
    },
  },
  {
    provide: SignInThrottle,
    inject: [FailureCounts, AccessSettings],
    useFactory: (counts: FailureCounts, { freeFailuresOfStrangers }: AccessSettings) =>
      new SignInThrottle(counts, freeFailuresOfStrangers),
  },
  {
    provide: DeviceCookies,
    inject: [SigningSecrets, Clock, AccessSettings],
    useFactory: (secrets: SigningSecrets, clock: Clock, { publicUrl }: AccessSettings) =>
      new DeviceCookies(secrets.keyFor('access/device-cookie'), clock, publicUrl),
  },
  {
    provide: KnownCallers,
    inject: [SignInRepository, DeviceCookies, Clock, SigningSecrets],
    useFactory: (
      repository: SignInRepository,
      devices: DeviceCookies,
      clock: Clock,
      secrets: SigningSecrets,
    ) => new KnownCallers(repository, devices, clock, secrets.keyFor('access/known-address')),
  },
  {
    provide: SignInMetrics,
    inject: [{ token: Metrics, optional: true }],
    useFactory: (metrics?: Metrics) => new SignInMetrics(metrics),
  },
];

/** Nothing where there is no directory. */
const directoryStanding = {
  provide: DirectoryStanding,
  inject: [AccountRepository, Clock, { token: Directory, optional: true }],
  useFactory: (accounts: AccountRepository, clock: Clock, directory?: Directory) =>
    directory && new DirectoryStanding(directory, accounts, clock),
};

const useCases = [
  provideClass(SignIn, [Credentials, SignInThrottle, KnownCallers, SignInMetrics]),
  provideClass(IssueToken, [SignIn, SignIns]),
  provideClass(SignInBrowser, [SignIn, SignIns, SessionCookies, DeviceCookies]),
  {
    provide: IdentifyCaller,
    inject: [Tokens, SignInRepository, Clock, { token: DirectoryStanding, optional: true }],
    useFactory: (
      tokens: Tokens,
      signIns: SignInRepository,
      clock: Clock,
      standing?: DirectoryStanding,
    ) => new IdentifyCaller(tokens, signIns, clock, standing),
  },
  {
    provide: TokenGenerations,
    inject: [AccountRepository, { token: DirectoryStanding, optional: true }],
    useFactory: (accounts: AccountRepository, standing?: DirectoryStanding) =>
      new TokenGenerations(accounts, standing),
  },
  provideClass(PersonSids, [AccountRepository]),
  provideClass(EndTokens, [AccountRepository]),
  provideClass(GetMe, [AccountRepository]),
  provideClass(ChooseLocale, [AccountRepository]),
  provideClass(AddAccount, [AccountRepository, Passwords, Clock, KnownPasswords]),
  provideClass(BindAccount, [AccountRepository, Clock]),
  provideClass(EnsureAccounts, [AccountRepository, AddAccount]),
  provideClass(ListAccounts, [AccountRepository]),
  provideClass(SetDisabled, [AccountRepository]),
  provideClass(SetPassword, [AccountRepository, Passwords, KnownPasswords]),
];

/** People's own keys: the server keeps what it cannot open. */
const identities = [
  provideClass(ShowIdentity, [IdentityRepository]),
  provideClass(RegisterIdentity, [IdentityRepository, Clock, Ids]),
  provideClass(ChangeIdentity, [IdentityRepository, ShowIdentity, Clock]),
  provideClass(ChangeSealings, [IdentityRepository, Database, Clock, Ids]),
  provideClass(ShowRecipient, [People, IdentityRepository]),
  provideClass(GiveTabKey, [SigningSecrets]),
];

const guard = {
  provide: APP_GUARD,
  inject: [Reflector, IdentifyCaller, SessionCookies, AccessSettings],
  useFactory: (
    reflector: Reflector,
    identify: IdentifyCaller,
    { name }: SessionCookies,
    { publicUrl }: AccessSettings,
  ) => new AccessGuard(reflector, identify, { cookieName: name, publicUrl }),
};

@Module({
  imports: [PeopleModule],
  controllers: [TokenController, MeController, IdentityController, RecipientController],
  providers: [
    provideSettings(AccessSettings, accessSettings),
    ...adapters,
    ...throttle,
    directoryStanding,
    ...useCases,
    ...identities,
    guard,
  ],
  exports: [
    ShowIdentity,
    PersonSids,
    SigningSecrets,
    SignIn,
    SignInBrowser,
    SignIns,
    SessionCookies,
    TokenGenerations,
    EndTokens,
    ChooseLocale,
    EnsureAccounts,
    AddAccount,
    BindAccount,
    ListAccounts,
    SetDisabled,
    SetPassword,
  ],
})
export class AccessModule {}
