import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { SignInRepository } from '../sign-in/sign-in.repository.js';
import type { IdentityProviderClient } from './identity-provider.js';
import type { OpenIdMetrics } from './openid-metrics.js';
import type { OpenIdGrant, OpenIdGrants } from './openid-grants.js';
import type { OpenIdProvider, OpenIdProviders } from './openid-provider.js';
import { logoutRefused, noSuchIdentityProvider } from './openid.errors.js';

/** A token that is older is refused; until then it is remembered. */
const REMEMBERED_MS = 60 * 60_000;

export interface EndByProviderParts {
  readonly providers: OpenIdProviders;
  readonly client: IdentityProviderClient;
  readonly grants: OpenIdGrants;
  readonly signIns: SignInRepository;
  readonly metrics: OpenIdMetrics;
  readonly clock: Clock;
}

/**
 * Somebody signed out at their provider, or was signed out there: the sign-ins of that session end here, as if they had
 * signed out here. Desktop tokens and open editors stay, as they do then (ADR 0016).
 */
export class EndByProvider {
  constructor(private readonly parts: EndByProviderParts) {}

  /**
   * By a logout token, from server to server.
   * @throws access/no-such-identity-provider, access/logout-refused, access/identity-provider-unavailable
   */
  byToken(name: string, token: string): Promise<OpenIdProvider> {
    return this.#counted(name, async (provider) => {
      const { client, grants, clock } = this.parts;
      const { subject, session, tokenId } = await client.verifyLogout(provider, token);
      const now = clock.nowMs();
      if (!(await grants.useOnce(`logout ${name} ${tokenId}`, now + REMEMBERED_MS, now)))
        throw logoutRefused('claim jti: used before');
      const found =
        session === undefined
          ? await grants.ofSubject(name, subject!)
          : await grants.ofSession(name, session);
      await this.#end(found.filter((grant) => (subject ?? grant.subject) === grant.subject));
    });
  }

  /**
   * Through the person's browser, in a hidden frame: our cookies do not come along there, so the session is named.
   * @throws access/no-such-identity-provider, access/logout-refused
   */
  bySession(
    name: string,
    issuer: string | undefined,
    session: string | undefined,
  ): Promise<OpenIdProvider> {
    return this.#counted(name, async (provider) => {
      if (session === undefined || session === '') throw logoutRefused('no sid');
      if (issuer !== provider.issuer) throw logoutRefused('another iss');
      await this.#end(await this.parts.grants.ofSession(name, session));
    });
  }

  async #end(found: readonly OpenIdGrant[]): Promise<void> {
    const nowMs = this.parts.clock.nowMs();
    for (const { signInId } of found) await this.parts.signIns.end(signInId, nowMs);
    await this.parts.grants.remove(found.map(({ signInId }) => signInId));
  }

  async #counted(
    name: string,
    work: (provider: OpenIdProvider) => Promise<void>,
  ): Promise<OpenIdProvider> {
    const provider = await this.parts.providers.find(name);
    if (provider === undefined) throw noSuchIdentityProvider(name);
    try {
      await work(provider);
      this.parts.metrics.logouts({ provider: name, result: 'ended' });
      return provider;
    } catch (error) {
      if (isAppError(error)) this.parts.metrics.logouts({ provider: name, result: 'refused' });
      throw error;
    }
  }
}
