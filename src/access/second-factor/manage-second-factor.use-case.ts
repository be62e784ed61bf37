import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Actor } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import {
  noTotpBegun,
  secondFactorElsewhere,
  tooManyPasskeys,
  unusablePasskey,
  wrongTotpCode,
} from '../second-factor.errors.js';
import type { SecondFactorPolicy } from '../second-factor-policy.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { FactorChanges } from './factor-changes.js';
import type { Passkeys } from './passkeys.js';
import type {
  Passkey,
  RecoveryCodes,
  SecondFactorRepository,
  StoredTotp,
} from './second-factor.repository.js';
import { newTotpSecret, secretText, stepOf, totpUri, type TotpSecrets } from './totp.js';

/** A laptop, a telephone, two security keys, and those before them. */
const MAX_PASSKEYS = 10;
/** The QR code on the screen is to be scanned now. */
const BEGUN_FOR_MS = 15 * 60_000;

export interface SecondFactorState {
  /** False: the person signs in elsewhere, and has the second factor there. */
  readonly isAvailable: boolean;
  readonly isRequired: boolean;
  readonly arePasskeysPossible: boolean;
  readonly totp: StoredTotp | undefined;
  readonly passkeys: readonly Passkey[];
  readonly recoveryCodes: RecoveryCodes | undefined;
}

/** The secret of an app, shown while it is set up. */
export interface TotpSetup {
  /** Base32, for typing. */
  readonly secret: string;
  readonly uri: string;
}

/** Who asks, with the sign-in that goes on. */
export interface FactorOwner {
  readonly actor: Actor;
  readonly signInId: string;
}

export interface ManageSecondFactorParts {
  readonly repository: SecondFactorRepository;
  readonly changes: FactorChanges;
  readonly totp: TotpSecrets;
  readonly passkeys: Passkeys;
  readonly accounts: Pick<AccountRepository, 'byId'>;
  readonly policy: SecondFactorPolicy;
  readonly time: { readonly clock: Clock; readonly ids: Ids };
}

/** What people do with their own second factors. Guarded by `@ConfirmedOnly()` where something changes. */
export class ManageSecondFactor {
  constructor(private readonly parts: ManageSecondFactorParts) {}

  async show(actor: Actor): Promise<SecondFactorState> {
    const { repository, policy, passkeys } = this.parts;
    const account = await this.#accountOf(actor);
    return {
      isAvailable: policy.isAvailableTo(account),
      isRequired: policy.isRequiredOf(account),
      arePasskeysPossible: passkeys.arePossible,
      totp: await repository.totpOf(actor.id, 'confirmed'),
      passkeys: await repository.passkeysOf(actor.id),
      recoveryCodes: await repository.recoveryCodesOf(actor.id),
    };
  }

  /** One that is in use goes on working until the new one is confirmed. @throws access/second-factor-elsewhere */
  async beginTotp(actor: Actor): Promise<TotpSetup> {
    await this.#mayHave(actor);
    const secret = newTotpSecret();
    const sealed = this.parts.totp.seal(actor.id, secret);
    await this.parts.repository.beginTotp(actor.id, sealed, this.#nowMs());
    return this.#setupOf(actor, secret);
  }

  /** The one that was begun, once more. @throws access/no-totp-begun */
  async begunTotp(actor: Actor): Promise<TotpSetup> {
    return this.#setupOf(actor, await this.#begunSecret(actor.id));
  }

  /**
   * Answers the recovery codes if the person had none.
   * @throws access/no-totp-begun, access/wrong-totp-code
   */
  async confirmTotp({ actor, signInId }: FactorOwner, code: string): Promise<readonly string[]> {
    const { id: accountId } = actor;
    const nowMs = this.#nowMs();
    const step = stepOf(await this.#begunSecret(accountId), code.replace(/\s/g, ''), nowMs);
    if (step === undefined) throw wrongTotpCode();
    return this.parts.changes.added({ accountId, signInId }, 'totp-added', async () => {
      if (!(await this.parts.repository.confirmTotp(accountId, step, nowMs))) throw noTotpBegun();
    });
  }

  /** @throws access/no-such-second-factor, access/last-second-factor */
  async removeTotp(actor: Actor): Promise<void> {
    const work = () => this.parts.repository.removeTotp(actor.id);
    await this.#remove(actor, 'totp-removed', work);
  }

  /** What the browser needs to make one. @throws access/passkeys-need-host-name, access/second-factor-elsewhere */
  async beginPasskey(actor: Actor): Promise<object> {
    return this.parts.passkeys.registrationFor(await this.#mayHave(actor));
  }

  /**
   * `response` is the browser's answer, unchecked. Answers the recovery codes if the person had none.
   * @throws access/unusable-passkey, access/too-many-passkeys
   */
  async addPasskey(
    { actor, signInId }: FactorOwner,
    label: string,
    response: unknown,
  ): Promise<{ readonly passkey: Passkey; readonly codes: readonly string[] }> {
    const { repository, passkeys, changes } = this.parts;
    const account = await this.#mayHave(actor);
    const known = await repository.passkeysOf(actor.id);
    if (known.length >= MAX_PASSKEYS) throw tooManyPasskeys(MAX_PASSKEYS);
    const made = await passkeys.register(account, response);
    const id = this.parts.time.ids.next();
    const passkey: Passkey = {
      ...{ ...made, id, accountId: actor.id, label },
      ...{ createdAtMs: this.#nowMs(), lastUsedAtMs: null },
    };
    const codes = await changes.added(
      { accountId: actor.id, signInId },
      'passkey-added',
      async () => {
        if (!(await repository.addPasskey(passkey))) throw unusablePasskey();
      },
    );
    return { passkey, codes };
  }

  /** @throws access/no-such-second-factor, access/last-second-factor */
  async removePasskey(actor: Actor, id: string): Promise<void> {
    const work = () => this.parts.repository.removePasskey(actor.id, id);
    await this.#remove(actor, 'passkey-removed', work);
  }

  /** New ones in the place of all others. @throws access/no-such-second-factor */
  renewRecoveryCodes(actor: Actor): Promise<readonly string[]> {
    return this.parts.changes.renewCodes(actor.id);
  }

  async #remove(
    actor: Actor,
    what: 'totp-removed' | 'passkey-removed',
    work: () => Promise<boolean>,
  ): Promise<void> {
    const mustKeepOne = this.parts.policy.isRequiredOf(await this.#accountOf(actor));
    await this.parts.changes.removed(actor.id, what, { mustKeepOne, work });
  }

  async #begunSecret(accountId: string): Promise<Buffer> {
    const begun = await this.parts.repository.totpOf(accountId, 'begun');
    if (begun === undefined || this.#nowMs() - begun.createdAtMs > BEGUN_FOR_MS)
      throw noTotpBegun();
    const secret = this.parts.totp.open(accountId, begun.sealed);
    if (secret === undefined) throw noTotpBegun();
    return secret;
  }

  #setupOf({ username }: Actor, secret: Buffer): TotpSetup {
    return { secret: secretText(secret), uri: totpUri(secret, username) };
  }

  async #mayHave(actor: Actor): Promise<Account> {
    const account = await this.#accountOf(actor);
    if (!this.parts.policy.isAvailableTo(account)) throw secondFactorElsewhere();
    return account;
  }

  async #accountOf({ id, username }: Actor): Promise<Account> {
    const account = await this.parts.accounts.byId(id);
    if (account === undefined) throw unknownAccount(username);
    return account;
  }

  #nowMs(): number {
    return this.parts.time.clock.nowMs();
  }
}
