import type { Secret } from '../../platform/config/secret.js';
import type { ClaimNames } from '../claims/claimed-person.js';

/** An identity provider, as the file OIDC_PROVIDERS describes it. */
export interface OpenIdProvider {
  /** In addresses, in usernames that were taken, and in the names of settings and connections. */
  readonly name: string;
  /** On the button. */
  readonly label: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly scopes: readonly string[];
  readonly claims: ClaimNames;
  /** By what somebody who comes for the first time gets an account that exists already; null: never. */
  readonly linkBy: 'sid' | 'mail' | null;
}

export abstract class OpenIdProviders {
  abstract readonly atStart: readonly OpenIdProvider[];

  /** As the file says now, or said when it could be read last; empty without one. */
  abstract all(): Promise<readonly OpenIdProvider[]>;

  async find(name: string): Promise<OpenIdProvider | undefined> {
    return (await this.all()).find((provider) => provider.name === name);
  }
}
