import type { Clock } from '../../platform/clock/clock.js';
import { credentialHash, credentialKindOf, type Client } from './client.js';
import type { ClientRepository } from './client.repository.js';
import { ClientAssertions } from './client-assertions.js';
import { noteUse } from './credential-use.js';
import { OAuthError } from './oauth-error.js';

/** What an application proves by who it is: a secret, or a JWT signed with a key of its own. */
export type ClientLogin =
  | { readonly clientId: string; readonly clientSecret: string }
  /** `clientId`: as the form says it beside the assertion, if it does. */
  | { readonly clientId: string | undefined; readonly assertion: string };

/** Applications at the endpoints of OAuth. */
export class ClientAuthentication {
  constructor(
    private readonly clients: ClientRepository,
    private readonly assertions: ClientAssertions,
    private readonly clock: Clock,
  ) {}

  /**
   * One answer for an unknown client, a wrong secret and a disabled client.
   * @throws OAuthError
   */
  async clientOf(login: ClientLogin): Promise<Client> {
    return 'assertion' in login ? this.#byAssertion(login) : this.#bySecret(login);
  }

  async #bySecret(login: { clientId: string; clientSecret: string }): Promise<Client> {
    const { clientId, clientSecret } = login;
    const nowMs = this.clock.nowMs();
    const found =
      credentialKindOf(clientSecret) === 'secret'
        ? await this.clients.byHash(credentialHash(clientSecret), nowMs)
        : undefined;
    if (found === undefined || found.client.id !== clientId || found.client.disabled) {
      throw new OAuthError('invalid_client', 'The client or its secret is not known here.');
    }
    await noteUse(this.clients, found, nowMs);
    return found.client;
  }

  async #byAssertion(login: { clientId: string | undefined; assertion: string }): Promise<Client> {
    const id = ClientAssertions.claimedClientOf(login.assertion);
    const isAnother = login.clientId !== undefined && login.clientId !== id;
    const client = id === undefined || isAnother ? undefined : await this.clients.find(id);
    if (client === undefined || client.disabled)
      throw new OAuthError('invalid_client', 'The client of this assertion is not known here.');
    const fault = await this.assertions.faultOf(login.assertion, client);
    if (fault === undefined) return client;
    throw new OAuthError('invalid_client', `The client assertion does not hold (${fault}).`);
  }
}
