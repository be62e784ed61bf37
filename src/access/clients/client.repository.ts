import type { Client, ClientCredential } from './client.js';

/** What an administrator changes of an application. */
export type ClientChanges = Partial<
  Pick<Client, 'scopes' | 'allowedOrigins' | 'allowedGroups' | 'jwks' | 'jwksUri' | 'trustedIssuer'>
>;

/** A credential, with the application that it belongs to. */
export interface CredentialOfClient {
  readonly client: Client;
  readonly credential: ClientCredential;
}

export abstract class ClientRepository {
  /** False when the name is taken; nothing is changed then. Its account is inserted beside it, by the caller. */
  abstract insert(client: Client): Promise<boolean>;

  abstract find(id: string): Promise<Client | undefined>;
  abstract named(name: string): Promise<Client | undefined>;

  /** By name; `after` is the last name of the page before. */
  abstract list(limit: number, after?: string): Promise<readonly Client[]>;

  /** Those with people of their own. */
  abstract withIssuers(): Promise<readonly Client[]>;

  /** The allowed origins of all that are enabled. */
  abstract origins(): Promise<readonly string[]>;

  abstract change(id: string, changes: ClientChanges): Promise<void>;

  /** Its secrets, keys and tokens go with it. Its account stays: documents and versions name it. */
  abstract remove(id: string): Promise<void>;

  /** Also deletes tokens that expired. */
  abstract addCredential(credential: ClientCredential, hash: string): Promise<void>;

  /** Undefined also for one that expired. */
  abstract byHash(hash: string, nowMs: number): Promise<CredentialOfClient | undefined>;

  /** Secrets and keys of a client that have not expired, oldest first. */
  abstract credentialsOf(clientId: string, nowMs: number): Promise<readonly ClientCredential[]>;

  /** False when the client has no such secret, key or token. */
  abstract removeCredential(clientId: string, id: string): Promise<boolean>;

  /** Ends all tokens that act for one person. */
  abstract removePersonTokens(clientId: string): Promise<void>;

  abstract used(credentialId: string, nowMs: number): Promise<void>;
}
