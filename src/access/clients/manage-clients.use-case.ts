import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import {
  clientNameTaken,
  invalidClientName,
  invalidOrigin,
  noSuchClient,
  noSuchClientSecret,
  tooManyClientSecrets,
} from '../access.errors.js';
import { accountOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import {
  canonicalClientName,
  credentialHash,
  hintOf,
  isAllowedOrigin,
  newCredentialText,
  usernameOfClient,
  type Client,
  type ClientCredential,
} from './client.js';
import type { ClientRepository } from './client.repository.js';

/** A secret or key just made. The text is not kept: this is the only time that it is shown. */
export interface NewCredential {
  readonly credential: ClientCredential;
  readonly text: string;
}

export interface NewClient {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly allowedOrigins?: readonly string[] | undefined;
}

export interface ChangeClient {
  readonly scopes?: readonly Scope[] | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Disabling refuses everything that the application sends from then on. */
  readonly disabled?: boolean | undefined;
}

/** Enough to replace each while it is in use, and for an application with many parts. */
const MAX_CREDENTIALS = 20;

/** For administrators. */
export class ManageClients {
  constructor(
    private readonly clients: ClientRepository,
    private readonly accounts: AccountRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws access/invalid-client-name, access/invalid-origin, access/client-name-taken */
  async add(
    input: NewClient,
  ): Promise<{ readonly client: Client; readonly secret: NewCredential }> {
    const name = canonicalClientName(input.name);
    if (name === undefined) throw invalidClientName();
    const wanted: Client = {
      ...{ id: this.ids.next(), name, disabled: false, createdAtMs: this.clock.nowMs() },
      scopes: [...new Set(input.scopes)],
      allowedOrigins: checkedOrigins(input.allowedOrigins ?? []),
    };
    return this.database.inTransaction(async () => {
      const client = await this.#insert(wanted);
      if (client === undefined) throw clientNameTaken(name);
      return { client, secret: await this.#newCredential(client.id, 'secret') };
    });
  }

  list(limit: number, after?: string): Promise<readonly Client[]> {
    return this.clients.list(limit, after);
  }

  /** @throws access/no-such-client */
  async show(id: string): Promise<Client> {
    const client = await this.clients.find(id);
    if (client === undefined) throw noSuchClient(id);
    return client;
  }

  /** @throws access/no-such-client */
  async named(typed: string): Promise<Client> {
    const client = await this.clients.named(canonicalClientName(typed) ?? '');
    if (client === undefined) throw noSuchClient(typed);
    return client;
  }

  async credentialsOf(id: string): Promise<readonly ClientCredential[]> {
    await this.show(id);
    return this.clients.credentialsOf(id, this.clock.nowMs());
  }

  /** @throws access/no-such-client, access/invalid-origin */
  async change(id: string, { scopes, allowedOrigins, disabled }: ChangeClient): Promise<Client> {
    const client = await this.show(id);
    await this.database.inTransaction(async () => {
      await this.clients.change(id, {
        ...(scopes !== undefined && { scopes: [...new Set(scopes)] }),
        ...(allowedOrigins !== undefined && { allowedOrigins: checkedOrigins(allowedOrigins) }),
      });
      if (disabled !== undefined && disabled !== client.disabled)
        await this.accounts.setDisabled(id, disabled);
    });
    return this.show(id);
  }

  /**
   * Its account stays, disabled: documents and versions name it, and nobody else gets its name.
   * @throws access/no-such-client
   */
  async remove(id: string): Promise<void> {
    await this.show(id);
    await this.database.inTransaction(async () => {
      await this.clients.remove(id);
      await this.accounts.setDisabled(id, true);
    });
  }

  /** Secrets and keys that exist go on working: an application changes to the new one, then the old one is removed. */
  async addCredential(
    id: string,
    kind: 'secret' | 'key',
    expiresAtMs?: number,
  ): Promise<NewCredential> {
    const credentials = await this.credentialsOf(id);
    if (credentials.length >= MAX_CREDENTIALS) throw tooManyClientSecrets(id, MAX_CREDENTIALS);
    return this.#newCredential(id, kind, expiresAtMs);
  }

  /** @throws access/no-such-client, access/no-such-client-secret */
  async removeCredential(id: string, credentialId: string): Promise<void> {
    await this.show(id);
    if (!(await this.clients.removeCredential(id, credentialId)))
      throw noSuchClientSecret(credentialId);
  }

  /** Undefined when the name is taken, also by the account of a removed application. */
  async #insert(wanted: Client): Promise<Client | undefined> {
    const username = usernameOfClient(wanted.name);
    const account = accountOf(
      { id: wanted.id, username },
      { username, password: '', displayName: wanted.name, origin: 'client' },
      wanted.createdAtMs,
    );
    if (!(await this.accounts.insert(account, null))) return undefined;
    // An awaited account, which an index rebuilt from shards makes for an owner, becomes this one and keeps its id.
    const { id } = (await this.accounts.find(username)) ?? account;
    const client = { ...wanted, id };
    return (await this.clients.insert(client)) ? client : undefined;
  }

  async #newCredential(
    clientId: string,
    kind: 'secret' | 'key',
    expiresAtMs: number | null = null,
  ): Promise<NewCredential> {
    const text = newCredentialText(kind);
    const credential: ClientCredential = {
      ...{ id: this.ids.next(), clientId, kind, hint: hintOf(text), scopes: null },
      ...{ createdAtMs: this.clock.nowMs(), expiresAtMs, lastUsedAtMs: null },
    };
    await this.clients.addCredential(credential, credentialHash(text));
    return { credential, text };
  }
}

function checkedOrigins(origins: readonly string[]): readonly string[] {
  const invalid = origins.find((origin) => !isAllowedOrigin(origin));
  if (invalid !== undefined) throw invalidOrigin(invalid);
  return [...new Set(origins)];
}
