import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import { credentialHash, hintOf, newCredentialText, type Client } from './client.js';
import type { ClientRepository } from './client.repository.js';
import { OAuthError } from './oauth-error.js';

/** An hour: a token that got away ends by itself, and an application asks for one rarely. */
const TOKEN_SECONDS = 3600;
/** A person's token outlives what proved the person by no more than a few requests take. */
const AFTER_PROOF_SECONDS = 300;

export interface IssuedClientToken {
  readonly token: string;
  readonly scopes: readonly Scope[];
  readonly expiresInSeconds: number;
}

/** Whom a token acts for, and until when that is proved. */
export interface PersonOfToken {
  readonly accountId: string;
  readonly provedUntilMs: number;
}

/** The tokens that applications get from the token endpoint. */
export class ClientTokens {
  constructor(
    private readonly clients: ClientRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * `scope`: as it was asked for; undefined: all that the application has.
   * @throws OAuthError
   */
  async issue(
    client: Client,
    scope: string | undefined,
    person?: PersonOfToken,
  ): Promise<IssuedClientToken> {
    const scopes = scope === undefined ? client.scopes : wantedScopes(scope, client);
    const token = newCredentialText('token');
    const createdAtMs = this.clock.nowMs();
    const expiresInSeconds = secondsFor(person, createdAtMs);
    await this.clients.addCredential(
      {
        ...{ id: this.ids.next(), clientId: client.id, kind: 'token', hint: hintOf(token), scopes },
        accountId: person?.accountId ?? null,
        ...{ createdAtMs, expiresAtMs: createdAtMs + expiresInSeconds * 1000 },
        lastUsedAtMs: null,
      },
      credentialHash(token),
    );
    return { token, scopes, expiresInSeconds };
  }
}

function secondsFor(person: PersonOfToken | undefined, nowMs: number): number {
  if (person === undefined) return TOKEN_SECONDS;
  const proved = Math.floor((person.provedUntilMs - nowMs) / 1000);
  return Math.min(TOKEN_SECONDS, Math.max(proved, AFTER_PROOF_SECONDS));
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
