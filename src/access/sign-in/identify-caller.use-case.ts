import type { Clock } from '../../platform/clock/clock.js';
import type { SignInOfRequest } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { actorOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { SecondFactorPolicy } from '../second-factor-policy.js';
import type { DirectoryStanding } from './directory-standing.js';
import type { SignInRepository } from './sign-in.repository.js';
import type { Tokens } from './sign-ins.js';
import type { TokenPurpose } from './sign-in.repository.js';

export type CurrentSignIn = SignInOfRequest;

export interface Caller {
  readonly actor: Actor;
  readonly signIn: CurrentSignIn;
  /** They have to register a second factor before anything else. */
  readonly lacksSecondFactor: boolean;
}

/** The time of last use is written at most this often, so that a busy caller costs no write per request. */
const LAST_USED_EVERY_MS = 60_000;

/**
 * Finds the person of a token. Reads the sign-in and its account at each request, by key, so that signing out,
 * disabling somebody and a new password apply from the next request on.
 */
export class IdentifyCaller {
  constructor(
    private readonly tokens: Tokens,
    private readonly signIns: SignInRepository,
    private readonly clock: Clock,
    private readonly policy: SecondFactorPolicy,
    private readonly standing?: DirectoryStanding,
  ) {}

  async execute(purpose: TokenPurpose, token: string): Promise<Caller | undefined> {
    const claims = await this.tokens.read(purpose, token);
    if (claims === undefined) return undefined;
    const nowMs = this.clock.nowMs();
    const found = await this.signIns.accountOf(claims.signInId, nowMs);
    if (found === undefined || found.account.disabled) return undefined;
    const { account, lastUsedAtMs } = found;
    if (account.id !== claims.accountId) return undefined;
    if (account.tokenGeneration !== claims.generation) return undefined;
    this.standing?.recheck(account.id);
    await this.#noteUse(claims.signInId, lastUsedAtMs, nowMs);
    const lacksSecondFactor = !account.hasSecondFactor && this.policy.isRequiredOf(account);
    return {
      ...{ actor: actorOf(account), signIn: { id: claims.signInId, purpose } },
      lacksSecondFactor,
    };
  }

  /** Nobody is refused because this could not be written. */
  async #noteUse(signInId: string, lastUsedAtMs: number, nowMs: number): Promise<void> {
    if (nowMs - lastUsedAtMs < LAST_USED_EVERY_MS) return;
    await this.signIns.used(signInId, nowMs).catch(() => undefined);
  }
}

/** How long after a sign-in or a confirmation its person may change what they sign in with. */
const CONFIRMED_FOR_MS = 10 * 60_000;

/** Whether somebody proved lately who they are: a browser that was left open changes nobody's second factor. */
export class Confirmations {
  constructor(
    private readonly signIns: SignInRepository,
    private readonly clock: Clock,
  ) {}

  async isRecent({ id }: CurrentSignIn): Promise<boolean> {
    const confirmedAt = await this.signIns.confirmedAtMs(id);
    return confirmedAt !== undefined && this.clock.nowMs() - confirmedAt < CONFIRMED_FOR_MS;
  }

  renew({ id }: CurrentSignIn): Promise<void> {
    return this.signIns.confirm(id, this.clock.nowMs());
  }
}

/** What a token of another module says of its person. */
export interface TokenOfPerson {
  readonly accountId: string;
  readonly generation: number;
  /** The sign-in in which it was issued; undefined if an application asked for it, and in older tokens. */
  readonly signInId: string | undefined;
}

/**
 * The generation of a person's tokens, for modules that issue tokens of their own on that person's behalf: such
 * a token stores the generation and is valid only while the person's generation is still the same.
 */
export class TokenGenerations {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly signIns: SignInRepository,
    private readonly standing?: DirectoryStanding,
  ) {}

  /** To be stored in the token. Undefined for an unknown or a disabled account. */
  async generationOf(accountId: string): Promise<number | undefined> {
    const account = await this.accounts.byId(accountId);
    return account?.disabled === false ? account.tokenGeneration : undefined;
  }

  /**
   * Undefined if the person was disabled, signed out everywhere or got a new password since the token was issued, or
   * signed out where it was issued.
   */
  async actorOf({ accountId, generation, signInId }: TokenOfPerson): Promise<Actor | undefined> {
    const account = await this.accounts.byId(accountId);
    if (account === undefined || account.disabled) return undefined;
    if (account.tokenGeneration !== generation) return undefined;
    if (signInId !== undefined && (await this.signIns.haveEnded([signInId])).size > 0)
      return undefined;
    this.standing?.recheck(account.id);
    return actorOf(account);
  }
}
