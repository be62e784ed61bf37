import type { Clock } from '../../platform/clock/clock.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import { usernameOfClient } from '../../platform/http/client-scopes.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { credentialHash, credentialKindOf, type Client } from './client.js';
import type { ClientRepository, CredentialOfClient } from './client.repository.js';
import type { ClientAuthentication, ClientLogin } from './client-authentication.js';
import type { ClientTokens, IssuedClientToken } from './client-tokens.js';
import { holderOf, scopesOf } from './credential-use.js';

/** RFC 7662 §2.2. */
export type Introspection =
  | { readonly isActive: false }
  | {
      readonly isActive: true;
      readonly client: Client;
      /** Of the application's account, or of the person whose token it is. */
      readonly username: string;
      readonly scopes: readonly Scope[];
      readonly issuedAtMs: number;
      readonly expiresAtMs: number;
    };

/** OAuth 2.0 client credentials (RFC 6749 §4.4), revocation (RFC 7009) and introspection (RFC 7662). */
export class IssueClientToken {
  constructor(
    private readonly authentication: ClientAuthentication,
    private readonly clients: ClientRepository,
    private readonly accounts: AccountRepository,
    private readonly tokens: ClientTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws OAuthError */
  async issue(login: ClientLogin, scope: string | undefined): Promise<IssuedClientToken> {
    return this.tokens.issue(await this.authentication.clientOf(login), scope);
  }

  /** Does nothing for what is no token of that client, as RFC 7009 wants it. */
  async revoke(login: ClientLogin, token: string): Promise<void> {
    const client = await this.authentication.clientOf(login);
    const found = await this.#tokenOf(client, token);
    if (found !== undefined) {
      await this.clients.removeCredential(client.id, found.credential.id);
    }
  }

  /** An application learns about its own tokens only. */
  async introspect(login: ClientLogin, token: string): Promise<Introspection> {
    const client = await this.authentication.clientOf(login);
    const found = await this.#tokenOf(client, token);
    if (found === undefined) return { isActive: false };
    const { accountId, createdAtMs, expiresAtMs } = found.credential;
    const holder = accountId === null ? undefined : await holderOf(found, this.accounts);
    if (accountId !== null && holder === undefined) return { isActive: false };
    return {
      isActive: true,
      username: holder?.username ?? usernameOfClient(client.name),
      ...{ client, scopes: [...scopesOf(found)], issuedAtMs: createdAtMs },
      expiresAtMs: expiresAtMs as number,
    };
  }

  async #tokenOf(client: Client, token: string): Promise<CredentialOfClient | undefined> {
    if (credentialKindOf(token) !== 'token') return undefined;
    const found = await this.clients.byHash(credentialHash(token), this.clock.nowMs());
    return found?.client.id === client.id ? found : undefined;
  }
}
