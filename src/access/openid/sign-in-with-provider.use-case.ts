import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Account } from '../accounts/account.js';
import type { Browser, CompleteSignIn } from '../sign-in/complete-sign-in.js';
import { claimedIn, type Evidence, type IdentityProviderClient } from './identity-provider.js';
import type { OpenIdAccounts } from '../claims/openid-accounts.js';
import { ATTEMPT_MS, type OpenIdAttempts } from './openid-attempts.js';
import type { OpenIdMetrics } from './openid-metrics.js';
import type { OpenIdPeople } from '../claims/openid-people.js';
import type { OpenIdGrants } from './openid-grants.js';
import type { OpenIdProvider, OpenIdProviders } from './openid-provider.js';
import type { OpenIdSettings } from './openid.config.js';
import type { SealedTokens } from './sealed-tokens.js';
import { accountIsDisabled, noSuchIdentityProvider, unknownSignIn } from './openid.errors.js';
import type { CookieToSet } from '../sign-in/cookie-to-set.js';

/** A desktop token lives for twelve hours; the last one may be issued when the sign-in ends. See ADR 0025. */
const WATCHED_AFTER_SIGN_IN_MS = 12 * 60 * 60_000;

/** What the sign-in page offers. */
export interface OfferedProviders {
  readonly providers: readonly Pick<OpenIdProvider, 'name' | 'label'>[];
  /** Whether anybody can sign in with a password. */
  readonly takesPasswords: boolean;
}

export class OfferProviders {
  constructor(
    private readonly providers: OpenIdProviders,
    private readonly people: OpenIdPeople,
    private readonly hasDirectory: boolean,
  ) {}

  async execute(): Promise<OfferedProviders> {
    const providers = (await this.providers.all()).map(({ name, label }) => ({ name, label }));
    const takesPasswords =
      providers.length === 0 || this.hasDirectory || (await this.people.hasPasswords());
    return { providers, takesPasswords };
  }
}

/** The callback address that has to be registered at the provider. */
export const callbackOf = ({ publicUrl }: OpenIdSettings, provider: string): string =>
  `${publicUrl}/login/oidc/${provider}/callback`;

/** Sends somebody to their provider. */
export class BeginProviderSignIn {
  constructor(
    private readonly providers: OpenIdProviders,
    private readonly client: IdentityProviderClient,
    private readonly attempts: OpenIdAttempts,
    private readonly settings: OpenIdSettings,
  ) {}

  /** @throws access/no-such-identity-provider, access/identity-provider-unavailable */
  async execute(
    name: string,
    next: string,
    cookies: Browser['cookies'],
  ): Promise<{ to: string; cookies: readonly CookieToSet[] }> {
    const provider = await this.providers.find(name);
    if (provider === undefined) throw noSuchIdentityProvider(name);
    const { attempt, cookies: kept } = this.attempts.begin(name, next, cookies);
    const callback = callbackOf(this.settings, name);
    const url = await this.client.authorizationUrl(provider, callback, attempt);
    return { to: url.href, cookies: kept };
  }
}

export interface ProviderAnswer extends Browser {
  readonly provider: string;
  /** The query of the address that the browser came back to, with its question mark. */
  readonly query: string;
}

export interface ProviderSignInParts {
  readonly providers: OpenIdProviders;
  readonly client: IdentityProviderClient;
  readonly attempts: OpenIdAttempts;
  readonly accounts: OpenIdAccounts;
  readonly completion: ProviderSignInCompletion;
  readonly settings: OpenIdSettings;
  readonly results: ProviderSignInResults;
}

/**
 * Signs somebody in who comes back from their provider, in this order:
 *
 * 1. The state has to be of an attempt that this browser began (`openid-attempts.ts`).
 * 2. The code is exchanged, and what comes is checked (`identity-provider.http.ts`).
 * 3. The account is found, linked or made, and takes over what the provider says (`openid-accounts.ts`).
 * 4. The attempt is used up and the sign-in begins, in one transaction (`complete-sign-in.ts`).
 *
 * From then on the provider is asked again, again and again: `openid-standing.ts`.
 */
export class SignInWithProvider {
  constructor(private readonly parts: ProviderSignInParts) {}

  /**
   * @throws access/no-such-identity-provider, access/unknown-sign-in, access/account-disabled, and what the client and
   *   the accounts throw
   */
  async execute(
    answer: ProviderAnswer,
  ): Promise<{ next: string; cookies: readonly CookieToSet[] }> {
    const { providers, client, attempts, accounts, settings, results } = this.parts;
    const provider = await providers.find(answer.provider);
    if (provider === undefined) throw noSuchIdentityProvider(answer.provider);
    let account: Account | undefined;
    try {
      const state = new URLSearchParams(answer.query).get('state') ?? '';
      const attempt = attempts.find(provider.name, state, answer.cookies);
      if (attempt === undefined) throw unknownSignIn();
      const address = new URL(callbackOf(settings, provider.name) + answer.query);
      const evidence = await client.exchange(provider, address, attempt);
      account = await accounts.keep(provider, claimedIn(provider, evidence));
      if (account.disabled) throw accountIsDisabled();
      const begun = { provider, evidence, account, state };
      const cookies = await this.parts.completion.complete(begun, answer);
      results.signedIn(provider.name);
      return { next: attempt.next, cookies: [...cookies, attempts.over(state)] };
    } catch (error) {
      await results.refused(provider.name, account, error);
      throw error;
    }
  }

  /** The cookie that makes the browser forget the attempt of an answer, whatever became of it. */
  forget(query: string): CookieToSet {
    return this.parts.attempts.over(new URLSearchParams(query).get('state') ?? '');
  }
}

interface Begun {
  readonly provider: OpenIdProvider;
  readonly evidence: Evidence;
  readonly account: Account;
  readonly state: string;
}

/** The last step, with what is kept to ask the provider again. */
export class ProviderSignInCompletion {
  constructor(
    private readonly last: CompleteSignIn,
    private readonly grants: OpenIdGrants,
    private readonly sealed: SealedTokens,
    private readonly settings: OpenIdSettings,
    private readonly clock: Clock,
  ) {}

  /** @throws access/unknown-sign-in when the attempt was used already */
  complete({ provider, evidence, account, state }: Begun, browser: Browser) {
    const { subject, session, tokens } = evidence;
    const now = this.clock.nowMs();
    return this.last.inBrowser(account, browser, undefined, {
      via: 'openid',
      provider: provider.name,
      alongside: async ({ id, expiresAtMs }) => {
        // Twice the time of an attempt: whatever the clocks of the instances say.
        if (!(await this.grants.useOnce(`state ${state}`, now + 2 * ATTEMPT_MS, now)))
          throw unknownSignIn();
        const grant = {
          ...{ signInId: id, accountId: account.id, provider: provider.name, subject, session },
          sealedTokens: this.sealed.seal(id, tokens),
          expiresAtMs: expiresAtMs + WATCHED_AFTER_SIGN_IN_MS,
        };
        await this.grants.add(grant, now + this.settings.refreshSeconds * 1000, now);
      },
    });
  }
}

/** Figures of sign-ins with a provider, and the entries of those that failed. */
export class ProviderSignInResults {
  constructor(
    private readonly audit: AuditLog,
    private readonly metrics: OpenIdMetrics,
  ) {}

  signedIn(provider: string): void {
    this.metrics.signIns({ provider, result: 'ok' });
  }

  /** Never rejects. */
  async refused(provider: string, account: Account | undefined, error: unknown): Promise<void> {
    const why = isAppError(error) ? error.code : 'failed';
    const result = isAppError(error) && error.kind === 'unauthenticated' ? 'refused' : 'failed';
    this.metrics.signIns({ provider, result });
    const event = { action: 'sign-in', actor: account?.id ?? null } as const;
    await this.audit.recordRefusal({ ...event, detail: { why, provider } }, result);
  }
}
