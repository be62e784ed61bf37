import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { claimedIn, type IdentityProviderClient, type Recheck } from './identity-provider.js';
import type { OpenIdAccounts } from '../claims/openid-accounts.js';
import type { OpenIdMetrics } from './openid-metrics.js';
import type { OpenIdGrant, OpenIdGrants } from './openid-grants.js';
import type { OpenIdProvider, OpenIdProviders } from './openid-provider.js';
import { identityProviderUnavailable } from './openid.errors.js';
import type { SealedTokens } from './sealed-tokens.js';
import type { SignInRepository } from '../sign-in/sign-in.repository.js';

/** Asked at the same time, of all providers. */
const PARALLEL = 6;
const AT_ONCE = 60;
/** A provider that did not answer is asked again sooner than usual, so that nobody gone stays for long after it. */
const AGAIN_MS = 15_000;

export interface OpenIdStandingParts {
  readonly providers: OpenIdProviders;
  readonly client: IdentityProviderClient;
  readonly openIdAccounts: OpenIdAccounts;
  readonly accounts: AccountRepository;
  readonly records: { readonly grants: OpenIdGrants; readonly signIns: SignInRepository };
  readonly sealed: SealedTokens;
  readonly measured: {
    readonly metrics: OpenIdMetrics;
    readonly clock: Clock;
    readonly refreshMs: number;
  };
}

/**
 * Asks each provider again and again whether the people who signed in with it are still theirs, and what they are: name,
 * groups, administrator. Who is gone there loses sign-ins, tokens and editors here, as somebody who is disabled. A
 * provider that does not answer, or that refuses us, says nothing about anybody. Each grant is asked for by one instance.
 */
export class OpenIdStanding {
  constructor(private readonly parts: OpenIdStandingParts) {}

  /** Asks for whoever is due. */
  async run(stop: AbortSignal): Promise<void> {
    const { records, measured } = this.parts;
    const silent = new Set<string>();
    while (!stop.aborted) {
      const now = measured.clock.nowMs();
      const due = await records.grants.claimDue(now, now + measured.refreshMs, AT_ONCE);
      const waiting = [...due];
      const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
          await this.#check(next, silent);
      };
      await Promise.all(Array.from({ length: PARALLEL }, work));
      if (due.length < AT_ONCE) return;
      await breathe();
    }
  }

  async #check(grant: OpenIdGrant, silent: Set<string>): Promise<void> {
    const { providers, measured, records } = this.parts;
    const provider = await providers.find(grant.provider);
    // Taken out of the file: nobody can say any more who is still there.
    if (provider === undefined) return this.#gone(grant);
    try {
      // One wait for a provider that does not answer is enough for a round.
      if (silent.has(provider.name)) throw identityProviderUnavailable(provider.name, 'silent');
      await this.#act(provider, grant, await this.#ask(provider, grant));
    } catch (error) {
      measured.metrics.rechecks({ provider: provider.name, result: 'unreachable' });
      const again = Math.min(AGAIN_MS, measured.refreshMs);
      await records.grants.checkAgainAt(grant.signInId, measured.clock.nowMs() + again);
      if (!isAppError(error)) throw error;
      if (error.kind === 'unavailable') silent.add(provider.name);
    }
  }

  async #ask(provider: OpenIdProvider, grant: OpenIdGrant): Promise<Recheck> {
    const tokens = this.parts.sealed.open(grant.signInId, grant.sealedTokens);
    return tokens === undefined
      ? 'unasked'
      : this.parts.client.recheck(provider, grant.subject, tokens);
  }

  async #act(provider: OpenIdProvider, grant: OpenIdGrant, answer: Recheck): Promise<void> {
    const { records, sealed, openIdAccounts, measured } = this.parts;
    const result = typeof answer === 'string' ? answer : 'known';
    measured.metrics.rechecks({ provider: provider.name, result });
    if (answer === 'gone') return this.#gone(grant);
    if (answer === 'unasked') return this.#end(grant);
    await records.grants.setTokens(grant.signInId, sealed.seal(grant.signInId, answer.tokens));
    await openIdAccounts.keep(provider, claimedIn(provider, answer));
  }

  /** The sign-in ends with what vouched for it; the person signs in again. Open editors and desktop tokens stay. */
  async #end({ signInId }: OpenIdGrant): Promise<void> {
    await this.parts.records.signIns.end(signInId);
    await this.parts.records.grants.remove([signInId]);
  }

  /**
   * A grant ends also when the person signs out there in one browser of several: everything ends only if no other
   * grant of theirs is good.
   */
  async #gone(grant: OpenIdGrant): Promise<void> {
    const { records, accounts, openIdAccounts, providers, measured, sealed } = this.parts;
    const all = await records.grants.ofAccount(grant.accountId, measured.clock.nowMs());
    for (const other of all.filter(({ signInId }) => signInId !== grant.signInId)) {
      const provider = await providers.find(other.provider);
      const answer = provider === undefined ? 'gone' : await this.#ask(provider, other);
      if (typeof answer === 'object') {
        const { signInId } = other;
        await records.grants.setTokens(signInId, sealed.seal(signInId, answer.tokens));
        return this.#end(grant);
      }
      await this.#end(other);
    }
    await accounts.endTokens(grant.accountId);
    const provider = await providers.find(grant.provider);
    if (provider === undefined) await openIdAccounts.forgetGroups(grant.accountId, grant.provider);
    else await openIdAccounts.gone(grant.accountId, provider, grant.subject);
    // The last step: whatever fails before is done again.
    await this.#end(grant);
  }
}
