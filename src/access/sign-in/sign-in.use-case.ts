import { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Metrics } from '../../platform/health/metrics.js';
import { signInBusy, tooManyFailures, wrongCredentials } from '../access.errors.js';
import { secondFactorNeeded, wrongSecondFactor } from '../second-factor.errors.js';
import { signInName } from '../accounts/account-name.js';
import type { Account } from '../accounts/account.js';
import type { Credentials } from './credentials.js';
import type { RefusedSignIns } from './refused-sign-ins.js';
import type { Browser, CompleteSignIn, IssuedToken } from './complete-sign-in.js';
import type { KnownCallers } from './known-callers.js';
import type { GivenFactor, SecondFactors } from './second-factors.js';
import type { SignInWay } from './sign-in.repository.js';
import type { StepCookies } from './step-cookies.js';
import { countedName, type Attempt, type Caller, type SignInThrottle } from './sign-in-throttle.js';
import type { CookieToSet } from './cookie-to-set.js';

/** Who tries, from where; known before anything is checked. */
export interface SignInAttempt {
  /** As typed. */
  readonly username: string;
  /** The caller's, for throttling. */
  readonly address: string;
  /** The browser's cookie of earlier sign-ins: see `DeviceCookies`. */
  readonly deviceCookie?: string | undefined;
}

export interface SignInInput extends SignInAttempt {
  readonly password: string;
}

/** The password was right; `isComplete` when nothing more is asked of the account. */
export interface PasswordStep {
  readonly account: Account;
  readonly isComplete: boolean;
}

/** Each check takes 64 MiB and a core; a full queue takes about three seconds. */
const PARALLEL = 2;
/** These also wait for the directory, ten seconds at most if it does not answer. */
const PARALLEL_WITH_DIRECTORY = 3;
const QUEUE_LIMIT = 50;

export interface SignInParts {
  readonly credentials: Credentials;
  readonly throttle: SignInThrottle;
  readonly callers: KnownCallers;
  readonly metrics: SignInMetrics;
  readonly refused: RefusedSignIns;
  readonly factors: SecondFactors;
}

/**
 * Checks a name and a password, in this order:
 *
 * 1. The caller is recognised before the password is looked at: a device or an address from which this person has
 *    signed in before, or a stranger (`known-callers.ts`).
 * 2. Callers with too many failures have to wait; strangers and known callers are counted apart, so that guessing never
 *    locks an owner out (`sign-in-throttle.ts`, `failure-counts.ts`).
 * 3. The attempt queues for one of few checks at a time, known callers first. Names of the directory have a queue of
 *    their own, so that a slow directory does not hold up local accounts.
 * 4. The password is checked, by the local account or by the directory (`credentials.ts`). A refusal is counted; a
 *    success clears the person's own count and remembers the address.
 * 5. An account with a second factor is asked for it (`second-factors.ts`): programs send it along, browsers come back
 *    with it (`second-step.use-case.ts`). Wrong ones are counted as wrong passwords are, by account as well. A right
 *    password alone clears no count, so it gives nobody further guesses.
 * 6. The sign-in begins, and its token or its cookies are given (`complete-sign-in.ts`, `sign-ins.ts`).
 *
 * Later requests: `access.guard.ts` reads the token, `identify-caller.use-case.ts` finds the person.
 */
export class SignIn {
  readonly #local = new Bulkhead(PARALLEL, QUEUE_LIMIT, signInBusy);
  readonly #codes = new KeyedMutex();
  readonly #directory = new Bulkhead(PARALLEL_WITH_DIRECTORY, QUEUE_LIMIT, signInBusy);

  constructor(private readonly parts: SignInParts) {}

  /**
   * For programs: password and, if the account has one, second factor in one request.
   * @throws access/wrong-credentials, access/second-factor-needed, access/wrong-second-factor,
   *   access/too-many-failures, access/sign-in-busy, and what `Credentials` throws
   */
  async execute(
    input: SignInInput & { readonly secondFactor?: string | undefined },
  ): Promise<Account> {
    const { account, isComplete } = await this.withPassword(input);
    if (isComplete) return account;
    const { secondFactor: code } = input;
    if (code === undefined)
      throw secondFactorNeeded(await this.parts.factors.methodsOf(account.id));
    return this.withSecondFactor(account, { code }, input);
  }

  /**
   * @throws access/wrong-credentials, access/too-many-failures, access/sign-in-busy, and what `Credentials`
   *   throws. An unreachable directory does not count as a failed attempt.
   */
  async withPassword(input: SignInInput): Promise<PasswordStep> {
    const username = signInName(input.username) ?? '';
    const attempt = await this.#attemptOf(username, input);
    return this.#attempted(username, attempt, async () => {
      const account = await this.#passwordOf(username, input.password, attempt);
      const isComplete = !account.hasSecondFactor;
      if (isComplete) await this.#succeeded(attempt);
      return { account, isComplete };
    });
  }

  /**
   * The second step, of an account whose password was right.
   * @throws access/wrong-second-factor, access/too-many-failures
   */
  async withSecondFactor(
    account: Account,
    given: GivenFactor,
    input: SignInAttempt,
  ): Promise<Account> {
    const attempt = await this.#attemptOf(signInName(input.username) ?? '', input);
    // By the account: whoever guesses codes may type its name in many ways.
    const ofAccount = { ...attempt, name: `code:${account.id}` };
    const check = async (): Promise<Account> => {
      await this.#refuseLocked(ofAccount);
      const method = await this.parts.factors.accept(account.id, given);
      if (method === undefined) {
        await this.parts.throttle.failed(ofAccount);
        throw wrongSecondFactor();
      }
      await this.parts.throttle.succeeded(ofAccount);
      await this.#succeeded(attempt);
      return account;
    };
    // One after the other: a burst must not outrun the count.
    const oneByOne = () => this.#codes.run(account.id, check);
    return this.#attempted(account.username, attempt, oneByOne);
  }

  /** Somebody who is signed in gives their password once more. @throws as `withPassword` */
  async confirm(input: SignInInput): Promise<Account> {
    const { account } = await this.withPassword(input);
    return account;
  }

  /** Refuses whoever has to wait, counts what fails, and writes it down. */
  async #attempted<Result extends Account | PasswordStep>(
    username: string,
    attempt: Attempt,
    work: () => Promise<Result>,
  ): Promise<Result> {
    try {
      return await this.parts.metrics.measured(attempt.caller.kind, async () => {
        await this.#refuseLocked(attempt);
        return work();
      });
    } catch (error) {
      await this.parts.refused.record(username, error);
      throw error;
    }
  }

  async #attemptOf(username: string, { address, deviceCookie }: SignInAttempt): Promise<Attempt> {
    const name = countedName(username);
    return {
      name,
      address,
      caller: await this.parts.callers.recognise(name, address, deviceCookie),
    };
  }

  async #passwordOf(username: string, password: string, attempt: Attempt): Promise<Account> {
    // People who are known go first, however many strangers wait.
    const hasPriority = attempt.caller.kind !== 'stranger';
    const asksDirectory = await this.parts.credentials.asksDirectory(username);
    const bulkhead = asksDirectory ? this.#directory : this.#local;
    return bulkhead.run(() => this.#verify(username, password, attempt), { hasPriority });
  }

  async #verify(username: string, password: string, attempt: Attempt): Promise<Account> {
    // Checked again: attempts ahead in the queue may have failed meanwhile.
    await this.#refuseLocked(attempt);
    try {
      const account = await this.parts.credentials.verify(username, password);
      if (account === undefined) throw wrongCredentials();
      return account;
    } catch (error) {
      const refused = isAppError(error) && error.kind === 'unauthenticated';
      if (refused) await this.parts.throttle.failed(attempt);
      throw error;
    }
  }

  async #succeeded(attempt: Attempt): Promise<void> {
    await this.parts.throttle.succeeded(attempt);
    // A failure here must not prevent the sign-in; the address is stored with the next one.
    await this.parts.callers.remember(attempt.name, attempt.address).catch(() => undefined);
  }

  async #refuseLocked(attempt: Attempt): Promise<void> {
    const seconds = await this.parts.throttle.secondsToWait(attempt);
    if (seconds > 0) throw tooManyFailures(seconds);
  }
}

export const BY_SECOND_FACTOR: SignInWay = { via: 'second-factor' };

/** Signs somebody in and issues a bearer token. */
export class IssueToken {
  constructor(
    private readonly signIn: SignIn,
    private readonly complete: CompleteSignIn,
  ) {}

  async execute(
    input: SignInInput & { readonly secondFactor?: string | undefined },
  ): Promise<IssuedToken> {
    const account = await this.signIn.execute(input);
    return this.complete.withToken(account, account.hasSecondFactor ? BY_SECOND_FACTOR : undefined);
  }
}

export interface SignInBrowserInput extends Omit<SignInInput, 'deviceCookie'>, Browser {}

export interface BrowserSignIn {
  readonly cookies: readonly CookieToSet[];
  /** False: the cookie of the second step is all there is. */
  readonly isComplete: boolean;
}

/** Signs somebody in and returns the cookies for their browser. */
export class SignInBrowser {
  constructor(
    private readonly signIn: SignIn,
    private readonly complete: CompleteSignIn,
    private readonly steps: StepCookies,
  ) {}

  /** @throws as `SignIn.withPassword` */
  async execute(input: SignInBrowserInput): Promise<BrowserSignIn> {
    const deviceCookie = this.complete.deviceCookieOf(input);
    const { account, isComplete } = await this.signIn.withPassword({ ...input, deviceCookie });
    const cookies = isComplete
      ? await this.complete.inBrowser(account, input, input.username)
      : [this.steps.issue(account, input.username)];
    return { cookies, isComplete };
  }
}

const RESULTS: Readonly<Record<string, string>> = {
  'access/too-many-failures': 'slowed',
  'access/sign-in-busy': 'busy',
};

/** Counts sign-ins by caller and result: an attack shows here first. Does nothing without metrics (command line). */
export class SignInMetrics {
  readonly #count: (labels: { caller: string; result: string }) => void;

  constructor(metrics?: Metrics) {
    const counter = metrics?.counter({
      name: 'kontor_sign_ins_total',
      help: 'Attempts to sign in. caller: stranger, known-device or known-address; result: ok, second-step (the password was right), refused, slowed (after failures), busy, failed.',
      labelNames: ['caller', 'result'],
    });
    this.#count = (labels) => counter?.inc(labels);
  }

  async measured<T extends Account | PasswordStep>(
    caller: Caller['kind'],
    attempt: () => Promise<T>,
  ): Promise<T> {
    try {
      const signedIn = await attempt();
      const goesOn = 'isComplete' in signedIn && !signedIn.isComplete;
      this.#count({ caller, result: goesOn ? 'second-step' : 'ok' });
      return signedIn;
    } catch (error) {
      this.#count({ caller, result: resultOf(error) });
      throw error;
    }
  }
}

function resultOf(error: unknown): string {
  if (!isAppError(error)) return 'failed';
  return RESULTS[error.code] ?? (error.kind === 'unauthenticated' ? 'refused' : 'failed');
}
