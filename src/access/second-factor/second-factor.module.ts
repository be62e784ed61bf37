import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Ids } from '../../platform/clock/ids.js';
import { Database } from '../../platform/database/database.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { AccessSettings } from '../access.config.js';
import { AccountRepository } from '../accounts/account.repository.js';
import { KnownPasswords, Passwords } from '../accounts/passwords.js';
import { SecondFactorPolicy } from '../second-factor-policy.js';
import { CompleteSignIn } from '../sign-in/complete-sign-in.js';
import { Confirmations } from '../sign-in/identify-caller.use-case.js';
import { RefusedSignIns } from '../sign-in/refused-sign-ins.js';
import { SignInRepository } from '../sign-in/sign-in.repository.js';
import { SignIn } from '../sign-in/sign-in.use-case.js';
import { SigningSecrets } from '../signing-secrets.js';
import { KyselyPasswordResetRepository } from '../accounts/password-reset.kysely.js';
import { AccountSecondFactors } from './account-second-factors.js';
import { FactorChanges } from './factor-changes.js';
import { Passkeys } from './passkeys.js';
import { KyselySecondFactorRepository } from './second-factor.kysely.js';
import { SecondFactorRepository } from './second-factor.repository.js';
import { TotpSecrets } from './totp.js';
import { SecondFactors } from '../sign-in/second-factors.js';
import { StepCookies } from '../sign-in/step-cookies.js';
import { UsedOnce } from '../used-once.js';
import { KyselyUsedOnce } from '../used-once.kysely.js';
import { PasswordResetRepository } from '../accounts/password-reset.repository.js';
import { ResetPassword } from '../accounts/reset-password.use-case.js';
import { NewPasswords } from '../accounts/new-passwords.js';
import { AccountRecoveryController } from './account-recovery.controller.js';
import { ManageSecondFactor } from './manage-second-factor.use-case.js';
import { ResetSecondFactor } from './reset-second-factor.use-case.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SignInWithPasskey } from './sign-in-with-passkey.use-case.js';
import { OwnPassword } from '../sign-in/own-password.use-case.js';
import { SecondStep } from '../sign-in/second-step.use-case.js';

/** What people show besides their password, and passwords that people set themselves. Part of `AccessModule`. */
export const secondFactorProviders = [
  {
    provide: SecondFactorPolicy,
    inject: [AccessSettings],
    useFactory: ({ secondFactorRequired }: AccessSettings) =>
      new SecondFactorPolicy(secondFactorRequired),
  },
  { ...provideClass(KyselyUsedOnce, [Database, Clock]), provide: UsedOnce },
  { ...provideClass(KyselyPasswordResetRepository, [Database]), provide: PasswordResetRepository },
  { ...provideClass(KyselySecondFactorRepository, [Database]), provide: SecondFactorRepository },
  provideClass(TotpSecrets, [SigningSecrets]),
  {
    provide: Passkeys,
    inject: [SecondFactorRepository, UsedOnce, Clock, SigningSecrets, AccessSettings],
    useFactory: (
      repository: SecondFactorRepository,
      usedOnce: UsedOnce,
      clock: Clock,
      secrets: SigningSecrets,
      { publicUrl }: AccessSettings,
    ) => new Passkeys(repository, usedOnce, clock, secrets, publicUrl),
  },
  {
    provide: StepCookies,
    inject: [SigningSecrets, Clock, UsedOnce, AccessSettings],
    useFactory: (
      secrets: SigningSecrets,
      clock: Clock,
      usedOnce: UsedOnce,
      { publicUrl }: AccessSettings,
    ) => new StepCookies(secrets, clock, usedOnce, publicUrl),
  },
  {
    ...provideClass(AccountSecondFactors, [SecondFactorRepository, TotpSecrets, Passkeys, Clock]),
    provide: SecondFactors,
  },
  provideClass(FactorChanges, [
    SecondFactorRepository,
    Database,
    AuditLog,
    SignInRepository,
    Clock,
  ]),
  provideFrom(
    ManageSecondFactor,
    {
      repository: SecondFactorRepository,
      changes: FactorChanges,
      totp: TotpSecrets,
      passkeys: Passkeys,
      accounts: AccountRepository,
      policy: SecondFactorPolicy,
      clock: Clock,
      ids: Ids,
    },
    ({ clock, ids, ...parts }) => new ManageSecondFactor({ ...parts, time: { clock, ids } }),
  ),
  provideClass(ResetSecondFactor, [
    AccountRepository,
    SecondFactorRepository,
    FactorChanges,
    Database,
  ]),
  provideClass(SignInWithPasskey, [Passkeys, AccountRepository, CompleteSignIn, RefusedSignIns]),
  provideClass(SecondStep, [StepCookies, AccountRepository, SignIn, SecondFactors, CompleteSignIn]),
  provideClass(Confirmations, [SignInRepository, Clock]),
  provideClass(OwnPassword, [
    SignIn,
    AccountRepository,
    NewPasswords,
    Confirmations,
    CompleteSignIn,
  ]),
  provideClass(NewPasswords, [AccountRepository, Passwords, KnownPasswords, Database, AuditLog]),
  provideFrom(
    ResetPassword,
    {
      accounts: AccountRepository,
      resets: PasswordResetRepository,
      newPasswords: NewPasswords,
      database: Database,
      clock: Clock,
      audit: AuditLog,
      settings: AccessSettings,
    },
    ({ settings: { publicUrl }, ...parts }) => new ResetPassword({ ...parts, publicUrl }),
  ),
];

export const secondFactorControllers = [SecondFactorController, AccountRecoveryController];

/** For the pages and the command line. */
export const secondFactorUses = [
  ...[ManageSecondFactor, OwnPassword, ResetPassword],
  ...[ResetSecondFactor, SecondStep, SignInWithPasskey],
];
