import { isAppError } from '../../platform/errors/app-error.js';
import { signInBusy, tooManyFailures, wrongCredentials } from '../access.errors.js';
import type { Account } from '../accounts/account.js';
import { canonicalUsername } from '../accounts/account.js';
import type { Credentials } from './credentials.js';
import type { KnownCallers } from './known-callers.js';
import type { SignInMetrics } from './sign-in-metrics.js';
import { countedName, type Attempt, type SignInThrottle } from './sign-in-throttle.js';
import { Bulkhead } from '../../platform/concurrency/bulkhead.js';

export interface SignInInput {
  readonly username: string;
  readonly password: string;
  /** Of the caller, for throttling. */
  readonly address: string;
  /** What the browser keeps of earlier sign-ins: see `DeviceCookies`. */
  readonly deviceCookie?: string | undefined;
}

/** Each check takes 64 MiB and a core; a queue is about three seconds long. */
const AT_ONCE = 2;
/** These wait for the directory besides, ten seconds at most when it is silent. */
const AT_ONCE_WITH_DIRECTORY = 3;
const WAITING = 50;

export class SignIn {
  readonly #local = new Bulkhead(AT_ONCE, WAITING, signInBusy);
  readonly #directory = new Bulkhead(AT_ONCE_WITH_DIRECTORY, WAITING, signInBusy);

  constructor(
    private readonly credentials: Credentials,
    private readonly throttle: SignInThrottle,
    private readonly callers: KnownCallers,
    private readonly metrics: SignInMetrics,
  ) {}

  /**
   * @throws access/wrong-credentials, access/too-many-failures, access/sign-in-busy, and what `Credentials`
   *   throws. A directory that is down says nothing about the password: that is no failed attempt.
   */
  async execute(input: SignInInput): Promise<Account> {
    const username = canonicalUsername(input.username) ?? '';
    const attempt = await this.#attempt(username, input);
    return this.metrics.measured(attempt.caller.kind, async () => {
      await this.#refuseLocked(attempt);
      // Strangers wait for people who are known, however many they are.
      const first = attempt.caller.kind !== 'stranger';
      const asksDirectory = await this.credentials.asksDirectory(username);
      const bulkhead = asksDirectory ? this.#directory : this.#local;
      return bulkhead.run(() => this.#try(username, input.password, attempt), {
        hasPriority: first,
      });
    });
  }

  async #attempt(username: string, { address, deviceCookie }: SignInInput): Promise<Attempt> {
    const name = countedName(username);
    return { name, address, caller: await this.callers.recognise(name, address, deviceCookie) };
  }

  async #try(username: string, password: string, attempt: Attempt): Promise<Account> {
    // Once more, since attempts that were ahead in the queue may have failed by now.
    await this.#refuseLocked(attempt);
    try {
      const account = await this.credentials.verify(username, password);
      if (account === undefined) throw wrongCredentials();
      await this.throttle.succeeded(attempt);
      // Signing in does not hang on it; the next time is soon enough.
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
