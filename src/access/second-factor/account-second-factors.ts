import type { Clock } from '../../platform/clock/clock.js';
import {
  SecondFactors,
  type GivenFactor,
  type SecondFactorMethod,
} from '../sign-in/second-factors.js';
import type { Passkeys } from './passkeys.js';
import { hashOfRecoveryCode } from './recovery-codes.js';
import type { SecondFactorRepository } from './second-factor.repository.js';
import { stepOf, type TotpSecrets } from './totp.js';

/** Checks what people show besides their password. */
export class AccountSecondFactors extends SecondFactors {
  constructor(
    private readonly repository: SecondFactorRepository,
    private readonly totp: TotpSecrets,
    private readonly passkeys: Passkeys,
    private readonly clock: Clock,
  ) {
    super();
  }

  async methodsOf(accountId: string): Promise<readonly SecondFactorMethod[]> {
    const [totp, passkeys, codes] = await Promise.all([
      this.repository.totpOf(accountId, 'confirmed'),
      this.repository.passkeysOf(accountId),
      this.repository.recoveryCodesOf(accountId),
    ]);
    return [
      ...(totp === undefined ? [] : (['totp'] as const)),
      ...(passkeys.length === 0 ? [] : (['passkey'] as const)),
      ...(codes === undefined ? [] : (['recovery-code'] as const)),
    ];
  }

  async passkeyRequestFor(accountId: string): Promise<object | undefined> {
    const passkeys = await this.repository.passkeysOf(accountId);
    return passkeys.length === 0 ? undefined : this.passkeys.requestFor(accountId, passkeys);
  }

  async accept(accountId: string, given: GivenFactor): Promise<SecondFactorMethod | undefined> {
    if ('passkey' in given) {
      const passkey = await this.passkeys.acceptAsSecondStep(accountId, given.passkey);
      return passkey && 'passkey';
    }
    const code = given.code.replace(/\s/g, '');
    if (/^\d{6}$/.test(code)) return (await this.#acceptTotp(accountId, code)) ? 'totp' : undefined;
    const hash = hashOfRecoveryCode(accountId, code);
    const isRight = await this.repository.useRecoveryCode(accountId, hash);
    return isRight ? 'recovery-code' : undefined;
  }

  async #acceptTotp(accountId: string, code: string): Promise<boolean> {
    const stored = await this.repository.totpOf(accountId, 'confirmed');
    const secret = stored && this.totp.open(accountId, stored.sealed);
    if (secret === undefined) return false;
    const nowMs = this.clock.nowMs();
    const step = stepOf(secret, code, nowMs);
    secret.fill(0);
    return step !== undefined && this.repository.useTotpStep(accountId, step, nowMs);
  }
}
