import { secondStepExpired } from '../second-factor.errors.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { Browser, CompleteSignIn } from './complete-sign-in.js';
import type { GivenFactor, SecondFactorMethod, SecondFactors } from './second-factors.js';
import { BY_SECOND_FACTOR, type SignIn } from './sign-in.use-case.js';
import type { FirstStep, StepCookies } from './step-cookies.js';
import type { CookieToSet } from './cookie-to-set.js';

/** What the page of the second step asks for. */
export interface SecondStepView {
  readonly methods: readonly SecondFactorMethod[];
  readonly passkeyRequest: object | undefined;
}

export interface SecondStepInput extends Browser {
  readonly given: GivenFactor;
  readonly address: string;
}

/** The second step in a browser, after the password. */
export class SecondStep {
  constructor(
    private readonly steps: StepCookies,
    private readonly accounts: Pick<AccountRepository, 'byId'>,
    private readonly signIn: SignIn,
    private readonly factors: SecondFactors,
    private readonly complete: CompleteSignIn,
  ) {}

  /** @throws access/second-step-expired when no right password came from this browser in the last minutes */
  async show(cookies: Browser['cookies']): Promise<SecondStepView> {
    const { account } = await this.#begun(cookies);
    const methods = await this.factors.methodsOf(account.id);
    return { methods, passkeyRequest: await this.factors.passkeyRequestFor(account.id) };
  }

  /** @throws access/second-step-expired, access/wrong-second-factor, access/too-many-failures */
  async execute(input: SecondStepInput): Promise<readonly CookieToSet[]> {
    const { account, step } = await this.#begun(input.cookies);
    const deviceCookie = this.complete.deviceCookieOf(input);
    const attempt = { username: step.typed, address: input.address, deviceCookie };
    await this.signIn.withSecondFactor(account, input.given, attempt);
    if (!(await this.steps.use(input.cookies))) throw secondStepExpired();
    const cookies = await this.complete.inBrowser(account, input, step.typed, BY_SECOND_FACTOR);
    return [...cookies, this.steps.cleared()];
  }

  /** Disabling, a new password and signing out everywhere end a step that was begun as well. */
  async #begun(
    cookies: Browser['cookies'],
  ): Promise<{ readonly account: Account; readonly step: FirstStep }> {
    const step = this.steps.read(cookies);
    const account = step && (await this.accounts.byId(step.accountId));
    if (step === undefined || account === undefined || account.disabled) throw secondStepExpired();
    if (account.tokenGeneration !== step.generation) throw secondStepExpired();
    return { account, step };
  }
}
