import { sql, type Expression, type Selectable, type SqlBool } from 'kysely';
import type { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/identity/actor.js';
import { accountOf, type Account, type DirectoryFacts } from './account.js';
import { AccountRepository } from './account.repository.js';

interface AccountsTable {
  username: string;
  display_name: string;
  /** The display name in lower case: SQLite's own lower() knows ASCII only. */
  display_name_folded: string;
  sid: string | null;
  mail: string | null;
  password_hash: string | null;
  is_admin: number;
  disabled: number;
  locale: string | null;
  token_generation: number;
  created_at: number;
}

interface Tables {
  accounts: AccountsTable;
}

const COLUMNS = [
  'username',
  'display_name',
  'sid',
  'mail',
  'is_admin',
  'disabled',
  'locale',
  'token_generation',
  'created_at',
] as const;

type Row = Pick<Selectable<AccountsTable>, (typeof COLUMNS)[number]>;

export class KyselyAccountRepository extends AccountRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(username: string): Promise<Account | undefined> {
    const row = await this.#accounts().where('username', '=', username).executeTakeFirst();
    return row && toAccount(row);
  }

  async findAll(usernames: readonly string[]): Promise<readonly Account[]> {
    if (usernames.length === 0) return [];
    const rows = await this.#accounts().where('username', 'in', usernames).execute();
    return rows.map(toAccount);
  }

  async list(): Promise<readonly Account[]> {
    return (await this.#accounts().orderBy('username').execute()).map(toAccount);
  }

  async startingWith(prefix: string, limit: number): Promise<readonly Account[]> {
    const pattern = `${escapeLike(prefix.toLowerCase())}%`;
    const like = (column: Expression<string>) =>
      sql<SqlBool>`${column} like ${pattern} escape '\\'`;
    const rows = await this.#accounts()
      .where('disabled', '=', 0)
      .where((eb) => eb.or([like(eb.ref('username')), like(eb.ref('display_name_folded'))]))
      .orderBy('username')
      .limit(limit)
      .execute();
    return rows.map(toAccount);
  }

  async passwordHashOf(username: string): Promise<string | undefined> {
    const row = await this.#query()
      .selectFrom('accounts')
      .select('password_hash')
      .where('username', '=', username)
      .executeTakeFirst();
    return row?.password_hash ?? undefined;
  }

  async insert(account: Account, passwordHash: string): Promise<boolean> {
    const result = await this.#query()
      .insertInto('accounts')
      .values(toRow(account, passwordHash))
      .onConflict((conflict) => conflict.column('username').doNothing())
      .executeTakeFirst();
    return changed(result.numInsertedOrUpdatedRows);
  }

  async keepFromDirectory(facts: DirectoryFacts, nowMs: number): Promise<Account | undefined> {
    const { username, ...known } = facts;
    const fresh = { ...accountOf(username, { username, password: '' }, nowMs), ...known };
    const row = toRow(fresh, null);
    const { display_name, display_name_folded, sid, mail } = row;
    const kept = await this.#query()
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('username')
          .doUpdateSet({ display_name, display_name_folded, sid, mail })
          .where('accounts.password_hash', 'is', null),
      )
      .returning(COLUMNS.map((column) => `accounts.${column}` as const))
      .executeTakeFirst();
    return kept && toAccount(kept);
  }

  async setDisabled(username: string, disabled: boolean): Promise<boolean> {
    return this.#endTokensAnd(username, { disabled: disabled ? 1 : 0 });
  }

  async setPasswordHash(username: string, passwordHash: string): Promise<boolean> {
    return this.#endTokensAnd(username, { password_hash: passwordHash });
  }

  async endTokens(username: string): Promise<boolean> {
    return this.#endTokensAnd(username, {});
  }

  async setLocale(username: string, locale: Locale | null): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set({ locale })
      .where('username', '=', username)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async #endTokensAnd(username: string, values: Partial<AccountsTable>): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set((eb) => ({ ...values, token_generation: eb('token_generation', '+', 1) }))
      .where('username', '=', username)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  #query() {
    return this.database.query<Tables>();
  }

  #accounts() {
    return this.#query().selectFrom('accounts').select(COLUMNS);
  }
}

const changed = (rows: bigint | undefined): boolean => (rows ?? 0n) > 0n;

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

const toAccount = (row: Row): Account => ({
  username: row.username,
  displayName: row.display_name,
  sid: row.sid,
  mail: row.mail,
  isAdmin: row.is_admin === 1,
  disabled: row.disabled === 1,
  locale: row.locale as Locale | null,
  tokenGeneration: row.token_generation,
  createdAtMs: row.created_at,
});

const toRow = (account: Account, passwordHash: string | null): AccountsTable => ({
  username: account.username,
  display_name: account.displayName,
  display_name_folded: account.displayName.toLowerCase(),
  sid: account.sid,
  mail: account.mail,
  password_hash: passwordHash,
  is_admin: account.isAdmin ? 1 : 0,
  disabled: account.disabled ? 1 : 0,
  locale: account.locale,
  token_generation: account.tokenGeneration,
  created_at: account.createdAtMs,
});
