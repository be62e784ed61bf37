import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import { usernameOfClient, type Scope } from '../../platform/http/client-scopes.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  clientNameTaken,
  invalidClientName,
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
  newCredentialText,
  type Client,
  type ClientCredential,
} from './client.js';
import type { ClientGrants, GivenGrants } from './client-grants.js';
import type { ClientRepository } from './client.repository.js';

/** A secret or key just made. The text is not kept: this is the only time that it is shown. */
export interface NewCredential {
  readonly credential: ClientCredential;
  readonly text: string;
}

export interface NewClient extends GivenGrants {
  readonly name: string;
  readonly scopes: readonly Scope[];
}

export interface ChangeClient extends GivenGrants {
  readonly scopes?: readonly Scope[] | undefined;
  /** Disabling refuses everything that the application sends from then on. */
  readonly disabled?: boolean | undefined;
}

/** Enough to replace each while it is in use, and for an application with many parts. */
const MAX_CREDENTIALS = 20;

export interface ManageClientsParts {
  readonly clients: ClientRepository;
  readonly accounts: AccountRepository;
  readonly grants: ClientGrants;
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditLog;
}

/** For administrators; on the command line the actor is null. */
export class ManageClients {
  constructor(private readonly parts: ManageClientsParts) {}

  /** @throws access/invalid-client-name, access/client-name-taken, and as `ClientGrants` */
  async add(
    actor: Actor | null,
    input: NewClient,
  ): Promise<{ readonly client: Client; readonly secret: NewCredential }> {
    const name = canonicalClientName(input.name);
    if (name === undefined) throw invalidClientName();
    const wanted: Client = {
      ...{
        id: this.parts.ids.next(),
        name,
        disabled: false,
        createdAtMs: this.parts.clock.nowMs(),
      },
      ...{ allowedOrigins: [], allowedGroups: [], jwks: null, jwksUri: null, trustedIssuer: null },
      ...(await this.parts.grants.checked('', input)),
      scopes: [...new Set(input.scopes)],
    };
    return this.parts.database.inTransaction(async () => {
      const client = await this.#insert(wanted);
      if (client === undefined) throw clientNameTaken(name);
      await this.#record('client.created', actor, client.id);
      return { client, secret: await this.#newCredential(client.id, 'secret') };
    });
  }

  list(limit: number, after?: string): Promise<readonly Client[]> {
    return this.parts.clients.list(limit, after);
  }

  /** @throws access/no-such-client */
  async show(id: string): Promise<Client> {
    const client = await this.parts.clients.find(id);
    if (client === undefined) throw noSuchClient(id);
    return client;
  }

  /** @throws access/no-such-client */
  async named(typed: string): Promise<Client> {
    const client = await this.parts.clients.named(canonicalClientName(typed) ?? '');
    if (client === undefined) throw noSuchClient(typed);
    return client;
  }

  async credentialsOf(id: string): Promise<readonly ClientCredential[]> {
    await this.show(id);
    return this.parts.clients.credentialsOf(id, this.parts.clock.nowMs());
  }

  /** @throws access/no-such-client, and as `ClientGrants` */
  async change(actor: Actor | null, id: string, changes: ChangeClient): Promise<Client> {
    const { scopes, disabled } = changes;
    const checked = await this.parts.grants.checked(id, changes);
    const client = await this.show(id);
    await this.parts.database.inTransaction(async () => {
      await this.parts.clients.change(id, {
        ...(scopes !== undefined && { scopes: [...new Set(scopes)] }),
        ...checked,
      });
      // What vouched for them is no longer what counts.
      if (checked.trustedIssuer !== undefined) await this.parts.clients.removePersonTokens(id);
      if (disabled !== undefined && disabled !== client.disabled)
        await this.parts.accounts.setDisabled(id, disabled);
      await this.#record('client.changed', actor, id);
    });
    return this.show(id);
  }

  /**
   * Its account stays, disabled: documents and versions name it, and nobody else gets its name.
   * @throws access/no-such-client
   */
  async remove(actor: Actor | null, id: string): Promise<void> {
    await this.show(id);
    await this.parts.database.inTransaction(async () => {
      await this.parts.clients.remove(id);
      await this.parts.accounts.setDisabled(id, true);
      await this.#record('client.removed', actor, id);
    });
  }

  /** Secrets and keys that exist go on working: an application changes to the new one, then the old one is removed. */
  async addCredential(
    actor: Actor | null,
    id: string,
    kind: 'secret' | 'key',
    expiresAtMs?: number,
  ): Promise<NewCredential> {
    const credentials = await this.credentialsOf(id);
    if (credentials.length >= MAX_CREDENTIALS) throw tooManyClientSecrets(id, MAX_CREDENTIALS);
    return this.parts.database.inTransaction(async () => {
      await this.#record('client.changed', actor, id);
      return this.#newCredential(id, kind, expiresAtMs);
    });
  }

  /** @throws access/no-such-client, access/no-such-client-secret */
  async removeCredential(actor: Actor | null, id: string, credentialId: string): Promise<void> {
    await this.show(id);
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.clients.removeCredential(id, credentialId)))
        throw noSuchClientSecret(credentialId);
      await this.#record('client.changed', actor, id);
    });
  }

  #record(
    action: 'client.created' | 'client.changed' | 'client.removed',
    actor: Actor | null,
    id: string,
  ): Promise<void> {
    return this.parts.audit.record({
      action,
      actor: actor?.id ?? null,
      object: { type: 'client', id },
    });
  }

  /** Undefined when the name is taken, also by the account of a removed application. */
  async #insert(wanted: Client): Promise<Client | undefined> {
    const username = usernameOfClient(wanted.name);
    const account = accountOf(
      { id: wanted.id, username },
      { username, password: '', displayName: wanted.name, origin: 'client' },
      wanted.createdAtMs,
    );
    if (!(await this.parts.accounts.insert(account, null))) return undefined;
    // An awaited account, which an index rebuilt from shards makes for an owner, becomes this one and keeps its id.
    const { id } = (await this.parts.accounts.find(username)) ?? account;
    const client = { ...wanted, id };
    return (await this.parts.clients.insert(client)) ? client : undefined;
  }

  async #newCredential(
    clientId: string,
    kind: 'secret' | 'key',
    expiresAtMs: number | null = null,
  ): Promise<NewCredential> {
    const text = newCredentialText(kind);
    const credential: ClientCredential = {
      ...{ id: this.parts.ids.next(), clientId, kind, hint: hintOf(text) },
      ...{ scopes: null, accountId: null },
      ...{ createdAtMs: this.parts.clock.nowMs(), expiresAtMs, lastUsedAtMs: null },
    };
    await this.parts.clients.addCredential(credential, credentialHash(text));
    return { credential, text };
  }
}
