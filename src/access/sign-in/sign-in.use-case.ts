import { Bulkhead } from '../../platform/concurrency/bulkhead.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Metrics } from '../../platform/health/metrics.js';
import { signInBusy, tooManyFailures, wrongCredentials } from '../access.errors.js';
import { signInName } from '../accounts/account-name.js';
import type { Account } from '../accounts/account.js';
import type { Credentials } from './credentials.js';
import type { RefusedSignIns } from './refused-sign-ins.js';
import type { Browser, BrowserCookie, CompleteSignIn, IssuedToken } from './complete-sign-in.js';
import type { KnownCallers } from './known-callers.js';
import { countedName, type Attempt, type Caller, type SignInThrottle } from './sign-in-throttle.js';

export interface SignInInput {
  readonly username: string;
  readonly password: string;
  /** The caller's, for throttling. */
  readonly address: string;
  /** The browser's cookie of earlier sign-ins: see `DeviceCookies`. */
  readonly deviceCookie?: string | undefined;
}

/** Each check takes 64 MiB and a core; a full queue takes about three seconds. */
const PARALLEL = 2;
/** These also wait for the directory, ten seconds at most if it does not answer. */
const PARALLEL_WITH_DIRECTORY = 3;
const QUEUE_LIMIT = 50;

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
 * 5. The sign-in begins, and its token or its cookies are given (`complete-sign-in.ts`, `sign-ins.ts`).
 *
 * Later requests: `access.guard.ts` reads the token, `identify-caller.use-case.ts` finds the person.
 */
export class SignIn {
  readonly #local = new Bulkhead(PARALLEL, QUEUE_LIMIT, signInBusy);
  readonly #directory = new Bulkhead(PARALLEL_WITH_DIRECTORY, QUEUE_LIMIT, signInBusy);

  constructor(
    private readonly credentials: Credentials,
    private readonly throttle: SignInThrottle,
    private readonly callers: KnownCallers,
    private readonly metrics: SignInMetrics,
    private readonly refused: RefusedSignIns,
  ) {}

  /**
   * @throws access/wrong-credentials, access/too-many-failures, access/sign-in-busy, and what `Credentials`
   *   throws. An unreachable directory does not count as a failed attempt.
   */
  async execute(input: SignInInput): Promise<Account> {
    const username = signInName(input.username) ?? '';
    const attempt = await this.#attempt(username, input);
    const signedIn = this.metrics.measured(attempt.caller.kind, async () => {
      await this.#refuseLocked(attempt);
      // People who are known go first, however many strangers wait.
      const hasPriority = attempt.caller.kind !== 'stranger';
      const asksDirectory = await this.credentials.asksDirectory(username);
      const bulkhead = asksDirectory ? this.#directory : this.#local;
      return bulkhead.run(() => this.#verify(username, input.password, attempt), { hasPriority });
    });
    try {
      return await signedIn;
    } catch (error) {
      await this.refused.record(username, error);
      throw error;
    }
  }

  async #attempt(username: string, { address, deviceCookie }: SignInInput): Promise<Attempt> {
    const name = countedName(username);
    return { name, address, caller: await this.callers.recognise(name, address, deviceCookie) };
  }

  async #verify(username: string, password: string, attempt: Attempt): Promise<Account> {
    // Checked again: attempts ahead in the queue may have failed meanwhile.
    await this.#refuseLocked(attempt);
    try {
      const account = await this.credentials.verify(username, password);
      if (account === undefined) throw wrongCredentials();
      await this.throttle.succeeded(attempt);
      // A failure here must not prevent the sign-in; the address is stored with the next one.
      await this.callers.remember(attempt.name, attempt.address).catch(() => undefined);
      return account;
    } catch (error) {
      const refused = isAppError(error) && error.kind === 'unauthenticated';
      if (refused) await this.throttle.failed(attempt);
      throw error;
    }
  }

  async #refuseLocked(attempt: Attempt): Promise<void> {
    const seconds = await this.throttle.secondsToWait(attempt);
    if (seconds > 0) throw tooManyFailures(seconds);
  }
}

/** Signs somebody in and issues a bearer token. */
export class IssueToken {
  constructor(
    private readonly signIn: SignIn,
    private readonly complete: CompleteSignIn,
  ) {}

  async execute(input: SignInInput): Promise<IssuedToken> {
    return this.complete.withToken(await this.signIn.execute(input));
  }
}

export interface SignInBrowserInput extends Omit<SignInInput, 'deviceCookie'>, Browser {}

/** Signs somebody in and returns the cookies for their browser. */
export class SignInBrowser {
  constructor(
    private readonly signIn: SignIn,
    private readonly complete: CompleteSignIn,
  ) {}

  /** @throws as `SignIn` */
  async execute(input: SignInBrowserInput): Promise<readonly BrowserCookie[]> {
    const deviceCookie = this.complete.deviceCookieOf(input);
    const account = await this.signIn.execute({ ...input, deviceCookie });
    return this.complete.inBrowser(account, input, input.username);
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
      help: 'Attempts to sign in. caller: stranger, known-device or known-address; result: ok, refused, slowed (after failures), busy, failed.',
      labelNames: ['caller', 'result'],
    });
    this.#count = (labels) => counter?.inc(labels);
  }

  async measured<T>(caller: Caller['kind'], attempt: () => Promise<T>): Promise<T> {
    try {
      const signedIn = await attempt();
      this.#count({ caller, result: 'ok' });
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
