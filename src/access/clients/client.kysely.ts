import type { Selectable } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Scope } from '../../platform/http/client-scopes.js';
import type { Client, ClientCredential, CredentialKind, TrustedIssuer } from './client.js';
import {
  ClientRepository,
  type ClientChanges,
  type CredentialOfClient,
} from './client.repository.js';
import type { KeySet } from './key-sets.js';

interface ClientsTable {
  id: string;
  name: string;
  /** JSON lists. */
  scopes: string;
  allowed_origins: string;
  allowed_groups: string;
  /** JSON, RFC 7517. */
  jwks: string | null;
  jwks_uri: string | null;
  /** JSON. */
  trusted_issuer: string | null;
  created_at: number;
}

interface CredentialsTable {
  id: string;
  client_id: string;
  kind: CredentialKind;
  hash: string;
  hint: string;
  /** JSON list. */
  scopes: string | null;
  /** Of a token that acts for one person. */
  account_id: string | null;
  created_at: number;
  expires_at: number | null;
  last_used_at: number | null;
}

interface Tables {
  clients: ClientsTable;
  client_credentials: CredentialsTable;
  accounts: { id: string; disabled: number };
}

const CLIENT = [
  'clients.id',
  'clients.name',
  'clients.scopes',
  'clients.allowed_origins',
  'clients.allowed_groups',
  'clients.jwks',
  'clients.jwks_uri',
  'clients.trusted_issuer',
  'clients.created_at',
  'accounts.disabled',
] as const;

/** Each request of an application asks for it. */
const findByHash = prepared<Tables, { hash: string; nowMs: number }>()((query, value) =>
  query
    .selectFrom('client_credentials as c')
    .innerJoin('clients', 'clients.id', 'c.client_id')
    .innerJoin('accounts', 'accounts.id', 'clients.id')
    .select(CLIENT)
    .select(['c.id as credential_id', 'c.client_id', 'c.kind', 'c.hint', 'c.account_id'])
    .select(['c.scopes as token_scopes', 'c.created_at as issued_at'])
    .select(['c.expires_at', 'c.last_used_at'])
    .where('c.hash', '=', value('hash'))
    .where((eb) =>
      eb.or([eb('c.expires_at', 'is', null), eb('c.expires_at', '>', value('nowMs'))]),
    ),
);

export class KyselyClientRepository extends ClientRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async insert(client: Client): Promise<boolean> {
    const { id, name, createdAtMs } = client;
    const result = await this.#query()
      .insertInto('clients')
      .values({ id, name, created_at: createdAtMs, ...rowOf(client) })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }

  async find(id: string): Promise<Client | undefined> {
    const row = await this.#clients().where('clients.id', '=', id).executeTakeFirst();
    return row && toClient(row);
  }

  async named(name: string): Promise<Client | undefined> {
    const row = await this.#clients().where('clients.name', '=', name).executeTakeFirst();
    return row && toClient(row);
  }

  async list(limit: number, after?: string): Promise<readonly Client[]> {
    const rows = await this.#clients()
      .$if(after !== undefined, (query) => query.where('clients.name', '>', after as string))
      .orderBy('clients.name')
      .limit(limit)
      .execute();
    return rows.map(toClient);
  }

  async withIssuers(): Promise<readonly Client[]> {
    const rows = await this.#clients().where('clients.trusted_issuer', 'is not', null).execute();
    return rows.map(toClient);
  }

  async origins(): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('clients')
      .innerJoin('accounts', 'accounts.id', 'clients.id')
      .select('clients.allowed_origins')
      .where('accounts.disabled', '=', 0)
      .where('clients.allowed_origins', '<>', '[]')
      .execute();
    return rows.flatMap((row) => JSON.parse(row.allowed_origins) as string[]);
  }

  async change(id: string, changes: ClientChanges): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    const row = await this.#clients().where('clients.id', '=', id).executeTakeFirst();
    if (row === undefined) return;
    const changed = rowOf({ ...toClient(row), ...changes });
    await this.#query().updateTable('clients').set(changed).where('id', '=', id).execute();
  }

  async remove(id: string): Promise<void> {
    await this.#query().deleteFrom('clients').where('id', '=', id).execute();
  }

  async addCredential(credential: ClientCredential, hash: string): Promise<void> {
    const { id, clientId, kind, hint, scopes, accountId, createdAtMs, expiresAtMs } = credential;
    if (kind === 'token') await this.#removeExpiredTokens(clientId, createdAtMs);
    await this.#query()
      .insertInto('client_credentials')
      .values({
        ...{ id, client_id: clientId, kind, hash, hint, account_id: accountId },
        scopes: scopes === null ? null : JSON.stringify(scopes),
        ...{ created_at: createdAtMs, expires_at: expiresAtMs, last_used_at: null },
      })
      .execute();
  }

  async byHash(hash: string, nowMs: number): Promise<CredentialOfClient | undefined> {
    const row = await findByHash.first(this.database, { hash, nowMs });
    if (row === undefined) return undefined;
    const { credential_id: id, token_scopes: scopes, issued_at: created_at } = row;
    return { client: toClient(row), credential: toCredential({ ...row, id, scopes, created_at }) };
  }

  async credentialsOf(clientId: string, nowMs: number): Promise<readonly ClientCredential[]> {
    const rows = await this.#query()
      .selectFrom('client_credentials')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('kind', '<>', 'token')
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', nowMs)]))
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map(toCredential);
  }

  async removeCredential(clientId: string, id: string): Promise<boolean> {
    const result = await this.#query()
      .deleteFrom('client_credentials')
      .where('client_id', '=', clientId)
      .where('id', '=', id)
      .executeTakeFirst();
    return result.numDeletedRows > 0n;
  }

  async removePersonTokens(clientId: string): Promise<void> {
    await this.#query()
      .deleteFrom('client_credentials')
      .where('client_id', '=', clientId)
      .where('account_id', 'is not', null)
      .execute();
  }

  async used(credentialId: string, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('client_credentials')
      .set({ last_used_at: nowMs })
      .where('id', '=', credentialId)
      .execute();
  }

  async #removeExpiredTokens(clientId: string, nowMs: number): Promise<void> {
    await this.#query()
      .deleteFrom('client_credentials')
      .where('client_id', '=', clientId)
      .where('kind', '=', 'token')
      .where('expires_at', '<=', nowMs)
      .execute();
  }

  #clients() {
    return this.#query()
      .selectFrom('clients')
      .innerJoin('accounts', 'accounts.id', 'clients.id')
      .select(CLIENT);
  }

  #query() {
    return this.database.query<Tables>();
  }
}

type ClientRow = Selectable<ClientsTable> & { readonly disabled: number };

/** What an administrator may change. */
const rowOf = (client: Required<ClientChanges>) => ({
  scopes: JSON.stringify(client.scopes),
  allowed_origins: JSON.stringify(client.allowedOrigins),
  allowed_groups: JSON.stringify(client.allowedGroups),
  jwks: client.jwks === null ? null : JSON.stringify(client.jwks),
  jwks_uri: client.jwksUri,
  trusted_issuer: client.trustedIssuer === null ? null : JSON.stringify(client.trustedIssuer),
});

const toClient = (row: ClientRow): Client => ({
  id: row.id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as Scope[],
  allowedOrigins: JSON.parse(row.allowed_origins) as string[],
  allowedGroups: JSON.parse(row.allowed_groups) as string[],
  jwks: row.jwks === null ? null : (JSON.parse(row.jwks) as KeySet),
  jwksUri: row.jwks_uri,
  trustedIssuer:
    row.trusted_issuer === null ? null : (JSON.parse(row.trusted_issuer) as TrustedIssuer),
  disabled: row.disabled === 1,
  createdAtMs: row.created_at,
});

const toCredential = (row: Omit<Selectable<CredentialsTable>, 'hash'>): ClientCredential => ({
  id: row.id,
  clientId: row.client_id,
  kind: row.kind,
  hint: row.hint,
  accountId: row.account_id,
  scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as Scope[]),
  createdAtMs: row.created_at,
  expiresAtMs: row.expires_at,
  lastUsedAtMs: row.last_used_at,
});
