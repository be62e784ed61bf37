import ipaddr from 'ipaddr.js';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Clock } from '../../platform/clock/clock.js';
import { SealedClaims } from '../../platform/crypto/sealed-claims.js';
import { passkeysNeedHostName, unusablePasskey } from '../second-factor.errors.js';
import type { Account } from '../accounts/account.js';
import type { UsedOnce } from '../used-once.js';
import type { SigningSecrets } from '../signing-secrets.js';
import type { Passkey, SecondFactorRepository } from './second-factor.repository.js';

/** To find the security key, or to unlock the telephone. */
const CHALLENGE_MS = 5 * 60_000;

/** Loaded with the first passkey: it takes a quarter of a second, which no command line should wait for. */
const library = () => import('@simplewebauthn/server');

type Purpose = 'register' | 'second-step' | 'sign-in';
type NewPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>;

/**
 * WebAuthn. The relying party is the host of `KONTOR_PUBLIC_URL`, and only pages of its origin are accepted. A challenge
 * is sealed claims (purpose, account, expiry): none is stored, so strangers may ask for as many as they like, every
 * instance can finish what another began, and each is good for one answer.
 */
export class Passkeys {
  readonly #rpId: string;
  readonly #origin: string;
  readonly #challenges: SealedClaims<[string]>;

  constructor(
    private readonly repository: SecondFactorRepository,
    private readonly usedOnce: UsedOnce,
    private readonly clock: Clock,
    secrets: SigningSecrets,
    publicUrl: string,
  ) {
    const { hostname, origin } = new URL(publicUrl);
    this.#rpId = hostname;
    this.#origin = origin;
    this.#challenges = new SealedClaims(
      secrets.keyFor('access/passkey-challenge'),
      clock,
      CHALLENGE_MS,
    );
  }

  /** Browsers make passkeys for host names, not for IP addresses. */
  get arePossible(): boolean {
    return !ipaddr.isValid(this.#rpId.replace(/^\[|\]$/g, ''));
  }

  /** What `navigator.credentials.create` takes, as JSON. @throws access/passkeys-need-host-name */
  async registrationFor({ id, username, displayName }: Account): Promise<object> {
    if (!this.arePossible) throw passkeysNeedHostName();
    const known = await this.repository.passkeysOf(id);
    const { generateRegistrationOptions } = await library();
    return generateRegistrationOptions({
      ...{ rpName: 'Kontor', rpID: this.#rpId },
      ...{ userName: username, userDisplayName: displayName, userID: bytesOf(id) },
      challenge: this.#challengeFor('register', id),
      timeout: CHALLENGE_MS,
      attestationType: 'none',
      excludeCredentials: known.map(descriptorOf),
      // Security keys that cannot keep credentials are good second factors too.
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
    });
  }

  /** The answer to `registrationFor`. @throws access/unusable-passkey */
  async register({ id }: Account, response: unknown): Promise<NewPasskey> {
    const { verifyRegistrationResponse } = await library();
    const { challenge, result } = await this.#checked('register', id, (expectedChallenge) =>
      verifyRegistrationResponse({
        response: response as RegistrationResponseJSON,
        ...{ expectedChallenge, expectedOrigin: this.#origin, expectedRPID: this.#rpId },
        requireUserVerification: false,
      }),
    ).catch((error: unknown) => {
      throw unusablePasskey(error);
    });
    if (!result.verified || !(await this.#use(challenge))) throw unusablePasskey();
    const { credential } = result.registrationInfo;
    const { id: credentialId, publicKey, counter } = credential;
    return { credentialId, publicKey, counter, transports: credential.transports ?? [] };
  }

  /** What `navigator.credentials.get` takes, as JSON, to ask for one of these. */
  async requestFor(accountId: string, passkeys: readonly Passkey[]): Promise<object> {
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: this.#rpId,
      challenge: this.#challengeFor('second-step', accountId),
      timeout: CHALLENGE_MS,
      allowCredentials: passkeys.map(descriptorOf),
      userVerification: 'discouraged',
    });
  }

  /** To ask for any passkey that the device has for this host: the person is known by it. */
  async requestForAnybody(): Promise<object> {
    if (!this.arePossible) throw passkeysNeedHostName();
    const { generateAuthenticationOptions } = await library();
    return generateAuthenticationOptions({
      rpID: this.#rpId,
      challenge: this.#challengeFor('sign-in', ''),
      timeout: CHALLENGE_MS,
      userVerification: 'required',
    });
  }

  /** The answer to `requestFor`; undefined when it is not of this account, or wrong. */
  async acceptAsSecondStep(accountId: string, response: unknown): Promise<Passkey | undefined> {
    const passkey = await this.#passkeyOf(response);
    if (passkey?.accountId !== accountId) return undefined;
    return this.#accept('second-step', accountId, { passkey, response });
  }

  /** The answer to `requestForAnybody`: the device has checked who holds it (PIN, finger, face). */
  async acceptAlone(response: unknown): Promise<Passkey | undefined> {
    const passkey = await this.#passkeyOf(response);
    if (passkey === undefined) return undefined;
    const { userHandle } = (response as AuthenticationResponseJSON).response;
    const isTheirs = userHandle === Buffer.from(passkey.accountId).toString('base64url');
    return isTheirs ? this.#accept('sign-in', '', { passkey, response }) : undefined;
  }

  async #accept(
    purpose: Purpose,
    accountId: string,
    { passkey, response }: { readonly passkey: Passkey; readonly response: unknown },
  ): Promise<Passkey | undefined> {
    const { verifyAuthenticationResponse } = await library();
    const { credentialId, publicKey, counter } = passkey;
    const checked = await this.#checked(purpose, accountId, (expectedChallenge) =>
      verifyAuthenticationResponse({
        response: response as AuthenticationResponseJSON,
        ...{ expectedChallenge, expectedOrigin: this.#origin, expectedRPID: this.#rpId },
        credential: { id: credentialId, publicKey, counter },
        requireUserVerification: purpose === 'sign-in',
      }),
    ).catch(() => undefined);
    if (checked?.result.verified !== true) return undefined;
    if (!(await this.#use(checked.challenge))) return undefined;
    const { newCounter } = checked.result.authenticationInfo;
    await this.repository.usePasskey(passkey.id, newCounter, this.clock.nowMs());
    return passkey;
  }

  async #passkeyOf(response: unknown): Promise<Passkey | undefined> {
    const { id, response: answer } = (response ?? {}) as Partial<AuthenticationResponseJSON>;
    if (typeof id !== 'string' || answer === undefined) return undefined;
    return this.repository.passkeyBy(id);
  }

  /** Runs a check of the library with the rule for challenges, and says which one was answered. */
  async #checked<Result>(
    purpose: Purpose,
    accountId: string,
    check: (expectedChallenge: (challenge: string) => boolean) => Promise<Result>,
  ): Promise<{ readonly challenge: string; readonly result: Result }> {
    let answered = '';
    const result = await check((challenge) => {
      answered = challenge;
      return this.#challenges.read(purpose, challenge)?.[0] === accountId;
    });
    return { challenge: answered, result };
  }

  #challengeFor(purpose: Purpose, accountId: string): Uint8Array<ArrayBuffer> {
    const text = this.#challenges.issue(purpose, [accountId]);
    return Uint8Array.from(Buffer.from(text, 'base64url'));
  }

  #use(challenge: string): Promise<boolean> {
    return this.usedOnce.use(challenge, this.clock.nowMs() + CHALLENGE_MS);
  }
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text));

const descriptorOf = ({ credentialId, transports }: Passkey) => ({
  id: credentialId,
  transports: [...transports],
});
