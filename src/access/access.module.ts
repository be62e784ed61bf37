import { Module } from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { JwtService } from '@nestjs/jwt';
import { Directory, DirectorySettings } from '../directory/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { People } from '../platform/identity/people.js';
import { AllowedOrigins } from '../platform/http/cross-origin.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { Hs256Module } from '../platform/jwt/hs256.module.js';
import { AccessSettings, accessSettings } from './access.config.js';
import { AccountsController } from './accounts/accounts.controller.js';
import { AdministerAccounts } from './accounts/administer-accounts.use-case.js';
import { PersonSids } from './accounts/account-people.js';
import { AccountRepository } from './accounts/account.repository.js';
import { ManageAccounts } from './accounts/manage-accounts.use-case.js';
import { Rechecks } from './accounts/rechecks.js';
import { OwnAccount } from './accounts/own-account.use-case.js';
import type { Account } from './accounts/account.js';
import { KnownPasswords, Passwords } from './accounts/passwords.js';
import { readPlaygroundPeople } from './accounts/playground-people.file.js';
import { AddPlaygroundPeople, RetirePlayground } from './accounts/retire-playground.use-case.js';
import { Memberships } from './groups/memberships.js';
import { PeopleModule } from './people.module.js';
import { DirectoryMemberships } from './groups/groups.directory.js';
import { GroupRepository } from './groups/group.repository.js';
import { GroupsController } from './groups/groups.controller.js';
import { ManageGroups } from './groups/manage-groups.use-case.js';
import { ClientRepository } from './clients/client.repository.js';
import { claimProviders } from './claims/claims.module.js';
import { OpenIdAccounts } from './claims/openid-accounts.js';
import { OpenIdPeople } from './claims/openid-people.js';
import { clientControllers, clientProviders } from './clients/clients.module.js';
import { IdentifyClient } from './clients/identify-client.use-case.js';
import { ManageClients } from './clients/manage-clients.use-case.js';
import { WebhookOwners } from './clients/webhook-owners.js';
import { IdentityController, RecipientController } from './identities/identity.controller.js';
import { IdentityRepository } from './identities/identity.repository.js';
import { ManageIdentity, ShowRecipient } from './identities/manage-identity.use-case.js';
import {
  secondFactorControllers,
  secondFactorProviders,
  secondFactorUses,
} from './second-factor/second-factor.module.js';
import { mailRecipients } from './mail-recipients.module.js';
import { SecondFactorPolicy } from './second-factor-policy.js';
import { EndedSignIns } from './sessions/ended-sign-ins.js';
import { OwnSessions } from './sessions/own-sessions.use-case.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { AccessGuard } from './sign-in/access.guard.js';
import { CompleteSignIn } from './sign-in/complete-sign-in.js';
import { DirectoryCredentials } from './sign-in/credentials.directory.js';
import { Credentials, LocalCredentials } from './sign-in/credentials.js';
import { DirectoryAccounts } from './sign-in/directory-accounts.js';
import { ProviderStanding } from './claims/provider-standing.js';
import { DirectoryStanding } from './sign-in/directory-standing.js';
import {
  Confirmations,
  IdentifyCaller,
  TokenGenerations,
} from './sign-in/identify-caller.use-case.js';
import { RefusedSignIns } from './sign-in/refused-sign-ins.js';
import { DeviceCookies, KnownCallers } from './sign-in/known-callers.js';
import { MailRecipients } from './sign-in/mail-recipients.js';
import { MeController } from './sign-in/me.controller.js';
import { PasswordController } from './sign-in/password.controller.js';
import { SecondFactors } from './sign-in/second-factors.js';
import { StepCookies } from './sign-in/step-cookies.js';
import { SignInThrottle } from './sign-in/sign-in-throttle.js';
import { throttleProviders } from './sign-in/throttle.module.js';
import { KyselySignInRepository } from './sign-in/sign-in.kysely.js';
import { SignInRepository } from './sign-in/sign-in.repository.js';
import { IssueToken, SignIn, SignInBrowser, SignInMetrics } from './sign-in/sign-in.use-case.js';
import { SessionCookies, SignIns, Tokens } from './sign-in/sign-ins.js';
import { TokenController } from './sign-in/token.controller.js';
import { JwtTokens } from './sign-in/tokens.jwt.js';
import { openSigningSecret } from './signing-secret.file.js';
import { SigningSecrets } from './signing-secrets.js';

const adapters = [
  {
    provide: SigningSecrets,
    inject: [AccessSettings],
    useFactory: async ({ secretFile }: AccessSettings) =>
      new SigningSecrets(await openSigningSecret(secretFile)),
  },
  provideClass(Passwords, []),
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
    inject: [
      LocalCredentials,
      AccountRepository,
      { token: Directory, optional: true },
      { token: DirectoryAccounts, optional: true },
      { token: DirectoryMemberships, optional: true },
    ],
    useFactory: (
      local: LocalCredentials,
      accounts: AccountRepository,
      directory?: Directory,
      people?: DirectoryAccounts,
      memberships?: DirectoryMemberships,
    ) =>
      directory === undefined || people === undefined
        ? local
        : new DirectoryCredentials(local, directory, accounts, people, memberships),
  },
  {
    provide: Tokens,
    inject: [JwtService, SigningSecrets, Clock, PlatformSettings],
    useFactory: (
      jwt: JwtService,
      secrets: SigningSecrets,
      clock: Clock,
      { profile }: PlatformSettings,
    ) => new JwtTokens(jwt, secrets, clock, profile),
  },
  {
    provide: SignInRepository,
    inject: [Database, PlatformSettings, AuditLog],
    useFactory: (database: Database, { profile }: PlatformSettings, audit: AuditLog) =>
      new KyselySignInRepository(database, profile === 'playground', audit),
  },
  provideClass(SignIns, [SignInRepository, Tokens, Clock, Ids, SigningSecrets]),
  {
    provide: SessionCookies,
    inject: [SignIns, AccessSettings],
    useFactory: (signIns: SignIns, { publicUrl }: AccessSettings) =>
      new SessionCookies(signIns, publicUrl),
  },
];

/** Undefined without a directory. One instance for bearer tokens, cookies and the tokens of other modules. */
const directoryStanding = {
  provide: DirectoryStanding,
  inject: [
    AccountRepository,
    Clock,
    Rechecks,
    { token: DirectoryAccounts, optional: true },
    { token: DirectoryMemberships, optional: true },
    { token: Directory, optional: true },
    { token: DirectorySettings, optional: true },
  ],
  // oxlint-disable-next-line max-params -- the container's order, not a call that somebody writes
  useFactory: (
    accounts: AccountRepository,
    clock: Clock,
    rechecks: Rechecks,
    people?: DirectoryAccounts,
    memberships?: DirectoryMemberships,
    directory?: Directory,
    settings?: DirectorySettings,
  ) => {
    if (directory === undefined || people === undefined || settings === undefined) return undefined;
    const keepGroups = (account: Account) => memberships?.keep(account) ?? Promise.resolve();
    const options = { keepGroups, afterMs: settings.refreshMs };
    const standing = new DirectoryStanding(directory, accounts, clock, people, options);
    rechecks.add((accountId) => standing.recheck(accountId));
    return standing;
  },
};

/** Undefined without a directory, as on the command line. */
const directoryMemberships = {
  provide: DirectoryMemberships,
  inject: [Memberships, { token: Directory, optional: true }],
  useFactory: (memberships: Memberships, directory?: Directory) =>
    directory && new DirectoryMemberships(directory, memberships),
};

/** Undefined without a directory, as on the command line. */
const directoryAccounts = {
  provide: DirectoryAccounts,
  inject: [AccountRepository, Clock, Ids, { token: Directory, optional: true }],
  useFactory: (accounts: AccountRepository, clock: Clock, ids: Ids, directory?: Directory) =>
    directory && new DirectoryAccounts(directory, accounts, clock, ids),
};

const useCases = [
  provideClass(RefusedSignIns, [AuditLog, AccountRepository]),
  provideFrom(
    SignIn,
    {
      credentials: Credentials,
      throttle: SignInThrottle,
      callers: KnownCallers,
      metrics: SignInMetrics,
      refused: RefusedSignIns,
      factors: SecondFactors,
    },
    (parts) => new SignIn(parts),
  ),
  provideClass(CompleteSignIn, [SignIns, SessionCookies, DeviceCookies]),
  provideClass(IssueToken, [SignIn, CompleteSignIn]),
  provideClass(SignInBrowser, [SignIn, CompleteSignIn, StepCookies]),
  {
    provide: IdentifyCaller,
    inject: [
      Tokens,
      SignInRepository,
      Clock,
      SecondFactorPolicy,
      { token: DirectoryStanding, optional: true },
    ],
    useFactory: (
      tokens: Tokens,
      signIns: SignInRepository,
      clock: Clock,
      policy: SecondFactorPolicy,
      standing?: DirectoryStanding,
    ) => new IdentifyCaller(tokens, signIns, clock, policy, standing),
  },
  {
    provide: TokenGenerations,
    inject: [AccountRepository, SignInRepository, { token: DirectoryStanding, optional: true }],
    useFactory: (
      accounts: AccountRepository,
      signIns: SignInRepository,
      standing?: DirectoryStanding,
    ) => new TokenGenerations(accounts, signIns, standing),
  },
  provideClass(PersonSids, [AccountRepository]),
  provideClass(OwnAccount, [AccountRepository, Database, AuditLog]),
  provideClass(OwnSessions, [SignInRepository, Clock]),
  provideClass(EndedSignIns, [SignInRepository]),
  provideClass(AdministerAccounts, [AccountRepository, Database, AuditLog]),
  provideFrom(
    ManageAccounts,
    {
      accounts: AccountRepository,
      passwords: Passwords,
      known: KnownPasswords,
      clock: Clock,
      ids: Ids,
      database: Database,
      audit: AuditLog,
    },
    (parts) => new ManageAccounts(parts),
  ),
  {
    provide: AddPlaygroundPeople,
    inject: [ManageAccounts, AccessSettings],
    useFactory: async (accounts: ManageAccounts, { playgroundPeopleFile: file }: AccessSettings) =>
      new AddPlaygroundPeople(accounts, file === undefined ? [] : await readPlaygroundPeople(file)),
  },
];

/** People's own keys: the server stores them wrapped and cannot open them. */
const identities = [
  provideClass(ManageIdentity, [IdentityRepository, Database, Clock, Ids, DomainEvents]),
  provideClass(ShowRecipient, [People, IdentityRepository]),
];

/** Kept up to date with the directory, so wired beside it. */
const clientIdentification = {
  provide: IdentifyClient,
  inject: [
    ...[ClientRepository, AccountRepository, GroupRepository, Clock, ProviderStanding],
    { token: DirectoryStanding, optional: true },
  ],
  // oxlint-disable-next-line max-params -- the container's order, not a call that somebody writes
  useFactory: (
    repository: ClientRepository,
    accounts: AccountRepository,
    memberships: GroupRepository,
    clock: Clock,
    atProviders: ProviderStanding,
    inDirectory?: DirectoryStanding,
  ) =>
    new IdentifyClient(repository, accounts, memberships, clock, (account) => {
      inDirectory?.refuseGone(account.id);
      return atProviders.refuseGone(account);
    }),
};

/** Local groups, and what the directory and providers say. */
const groups = [
  provideFrom(
    ManageGroups,
    {
      groups: GroupRepository,
      accounts: AccountRepository,
      database: Database,
      clock: Clock,
      ids: Ids,
      audit: AuditLog,
      events: DomainEvents,
    },
    (parts) => new ManageGroups(parts),
  ),
];

const guard = {
  provide: APP_GUARD,
  inject: [
    Reflector,
    IdentifyCaller,
    IdentifyClient,
    Confirmations,
    SessionCookies,
    AccessSettings,
  ],
  useFactory: (
    reflector: Reflector,
    identifyCaller: IdentifyCaller,
    identifyClient: IdentifyClient,
    confirmations: Confirmations,
    ...[{ name }, { publicUrl }]: [SessionCookies, AccessSettings]
  ) =>
    new AccessGuard(reflector, identifyCaller, identifyClient, confirmations, {
      ...{ cookieName: name, publicUrl },
    }),
};

@Module({
  imports: [Hs256Module, PeopleModule],
  controllers: [
    TokenController,
    ...clientControllers,
    AccountsController,
    GroupsController,
    MeController,
    PasswordController,
    ...secondFactorControllers,
    SessionsController,
    IdentityController,
    RecipientController,
  ],
  providers: [
    provideSettings(AccessSettings, accessSettings),
    ...adapters,
    ...throttleProviders,
    directoryAccounts,
    directoryMemberships,
    directoryStanding,
    ...useCases,
    ...identities,
    ...secondFactorProviders,
    ...claimProviders,
    ...clientProviders,
    clientIdentification,
    ...groups,
    guard,
    mailRecipients,
  ],
  exports: [
    AllowedOrigins,
    CompleteSignIn,
    AdministerAccounts,
    ManageAccounts,
    ManageClients,
    ManageGroups,
    ManageIdentity,
    MailRecipients,
    OpenIdAccounts,
    OpenIdPeople,
    OwnAccount,
    OwnSessions,
    EndedSignIns,
    PersonSids,
    SessionCookies,
    SignIn,
    SignInBrowser,
    SignInRepository,
    SignIns,
    SigningSecrets,
    TokenGenerations,
    ...secondFactorUses,
    WebhookOwners,
  ],
})
export class AccessModule {}
