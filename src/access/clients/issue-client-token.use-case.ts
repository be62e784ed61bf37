import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import {
  credentialHash,
  credentialKindOf,
  hintOf,
  newCredentialText,
  type Client,
} from './client.js';
import type { ClientRepository, CredentialOfClient } from './client.repository.js';
import type { ClientAuthentication, ClientLogin } from './client-authentication.js';
import { scopesOf } from './credential-use.js';
import { OAuthError } from './oauth-error.js';

/** An hour: a token that got away ends by itself, and an application asks for one rarely. */
export const CLIENT_TOKEN_SECONDS = 3600;

export interface IssuedClientToken {
  readonly token: string;
  readonly scopes: readonly Scope[];
}

/** RFC 7662 §2.2. */
export type Introspection =
  | { readonly isActive: false }
  | {
      readonly isActive: true;
      readonly client: Client;
      readonly scopes: readonly Scope[];
      readonly issuedAtMs: number;
      readonly expiresAtMs: number;
    };

/** OAuth 2.0 client credentials (RFC 6749 §4.4), revocation (RFC 7009) and introspection (RFC 7662). */
export class IssueClientToken {
  constructor(
    private readonly authentication: ClientAuthentication,
    private readonly clients: ClientRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws OAuthError */
  async issue(login: ClientLogin, scope: string | undefined): Promise<IssuedClientToken> {
    const client = await this.authentication.clientOf(login);
    const scopes = scope === undefined ? client.scopes : wantedScopes(scope, client);
    const token = newCredentialText('token');
    const createdAtMs = this.clock.nowMs();
    await this.clients.addCredential(
      {
        ...{ id: this.ids.next(), clientId: client.id, kind: 'token', hint: hintOf(token), scopes },
        ...{ createdAtMs, expiresAtMs: createdAtMs + CLIENT_TOKEN_SECONDS * 1000 },
        lastUsedAtMs: null,
      },
      credentialHash(token),
    );
    return { token, scopes };
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
    const { createdAtMs, expiresAtMs } = found.credential;
    return {
      isActive: true,
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

function wantedScopes(text: string, { scopes, name }: Client): readonly Scope[] {
  const wanted = new Set(text.split(' ').filter((word) => word !== ''));
  const granted = scopes.filter((scope) => wanted.has(scope));
  if (granted.length < wanted.size || wanted.size === 0) {
    throw new OAuthError(
      'invalid_scope',
      `The client "${name}" may have ${scopes.join(' ')}; asked for was ${text.slice(0, 200)}.`,
    );
  }
  return granted;
}
