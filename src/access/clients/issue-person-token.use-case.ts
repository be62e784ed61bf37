import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { noteClient } from '../../platform/http/request-origin.js';
import type { Account } from '../accounts/account.js';
import { personOf, type ClaimedPerson } from '../claims/claimed-person.js';
import type { OpenIdAccounts } from '../claims/openid-accounts.js';
import type { ClientAuthentication, ClientLogin } from './client-authentication.js';
import type { ClientTokens, IssuedClientToken } from './client-tokens.js';
import type { Client, TrustedIssuer } from './client.js';
import { OAuthError } from './oauth-error.js';
import type { PersonAssertions, ProvedPerson } from './person-assertions.js';

export interface IssuePersonTokenParts {
  readonly authentication: ClientAuthentication;
  readonly assertions: PersonAssertions;
  readonly people: OpenIdAccounts;
  readonly tokens: ClientTokens;
  readonly database: Database;
  readonly audit: AuditLog;
}

/**
 * An application's own token about one of its people becomes a token of ours, which acts as that person through that
 * application (RFC 7523 §2.1). Somebody who comes for the first time gets an account.
 */
export class IssuePersonToken {
  constructor(private readonly parts: IssuePersonTokenParts) {}

  /** @throws OAuthError */
  async issue(
    login: ClientLogin,
    assertion: string,
    scope: string | undefined,
  ): Promise<IssuedClientToken> {
    const client = await this.parts.authentication.clientOf(login);
    const { id, name, scopes, allowedOrigins } = client;
    noteClient({ id, name, scopes: new Set(scopes), allowedOrigins });
    try {
      return await this.#issueTo(client, assertion, scope);
    } catch (error) {
      const why = error instanceof OAuthError || isAppError(error) ? error.code : 'failed';
      const detail = { why, via: 'assertion' };
      await this.parts.audit.recordRefusal({ action: 'sign-in', actor: client.id, detail });
      throw error;
    }
  }

  async #issueTo(
    client: Client,
    assertion: string,
    scope: string | undefined,
  ): Promise<IssuedClientToken> {
    const { assertions, tokens, database, audit } = this.parts;
    const { name, scopes, trustedIssuer } = client;
    if (!scopes.includes('act-for-people'))
      throw unauthorized(`The client "${name}" does not have the scope act-for-people.`);
    if (trustedIssuer === null)
      throw unauthorized(`No issuer is trusted about the people of the client "${name}".`);
    const proved = await assertions.personIn(assertion, trustedIssuer);
    const account = await this.#accountOf(client, trustedIssuer, proved);
    return database.inTransaction(async () => {
      const person = { accountId: account.id, provedUntilMs: proved.endsAtMs };
      const issued = await tokens.issue(client, scope, person);
      const detail = { via: 'assertion' };
      await audit.record({ action: 'sign-in', actor: account.id, detail });
      return issued;
    });
  }

  async #accountOf(
    { id, name }: Client,
    { issuer, claims: { username, displayName, mail } }: TrustedIssuer,
    { subject, claims }: ProvedPerson,
  ): Promise<Account> {
    const names = { username, displayName, mail, locale: 'locale' };
    const unsaid = { groups: undefined, sid: undefined, admin: undefined };
    // Groups and administrators are not for an application to name.
    const person: ClaimedPerson = {
      ...personOf(claims, { ...names, ...unsaid }, true),
      ...{ groups: undefined, isAdmin: undefined },
    };
    const source = { name, issuer, linkBy: null, application: id };
    try {
      const claimed = { subject, person, isComplete: true };
      const account = await this.parts.people.keep(source, claimed);
      if (!account.disabled) return account;
    } catch (error) {
      if (!isAppError(error, 'access/unusable-provider-name')) throw error;
      throw new OAuthError('invalid_grant', 'The assertion has no name that can be used here.');
    }
    throw new OAuthError('invalid_grant', 'The account of this person is disabled here.');
  }
}

const unauthorized = (why: string): OAuthError => new OAuthError('unauthorized_client', why);
