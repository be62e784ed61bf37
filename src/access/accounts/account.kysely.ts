import { sql, type SqlBool } from 'kysely';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Locale } from '../../platform/identity/actor.js';
import { accountOf, type Account, type AccountOrigin, type DirectoryFacts } from './account.js';
import {
  ACCOUNT_COLUMNS,
  toAccount,
  toRow,
  type AccountRow,
  type AccountsTable,
} from './account-rows.kysely.js';
import { askedWords } from './person-words.js';
import { PersonWords } from './person-words.kysely.js';
import {
  AccountRepository,
  type AccountSearch,
  type Fresh,
  type NameTaken,
} from './account.repository.js';

interface Tables {
  accounts: AccountsTable;
  sign_ins: { account_id: string };
}

/** Both engines take far more values in one statement; this keeps each one short. */
const IDS_AT_ONCE = 500;

/** Each request asks for one of them. */
const findById = prepared<Tables, { id: string }>()((query, value) =>
  query.selectFrom('accounts').select(ACCOUNT_COLUMNS).where('id', '=', value('id')),
);
const findByName = prepared<Tables, { username: string }>()((query, value) =>
  query.selectFrom('accounts').select(ACCOUNT_COLUMNS).where('username', '=', value('username')),
);

export class KyselyAccountRepository extends AccountRepository {
  readonly #words: PersonWords;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** Accounts of the playground are enabled only there. */
    private readonly playground: boolean,
  ) {
    super();
    this.#words = new PersonWords(database);
  }

  async byId(id: string): Promise<Account | undefined> {
    const row = await findById.first(this.database, { id });
    return row && this.#toAccount(row);
  }

  async withIds(ids: readonly string[]): Promise<readonly Account[]> {
    const [id] = ids;
    if (id === undefined) return [];
    const rows =
      ids.length === 1
        ? await findById.all(this.database, { id })
        : await this.#accounts().where('id', 'in', ids).execute();
    return rows.map((row) => this.#toAccount(row));
  }

  async endedSince(ms: number): Promise<readonly Account[]> {
    const rows = await this.#accounts().where('tokens_ended_at', '>=', ms).execute();
    return rows.map((row) => this.#toAccount(row));
  }

  async find(username: string): Promise<Account | undefined> {
    const row = await findByName.first(this.database, { username });
    return row && this.#toAccount(row);
  }

  async findAll(usernames: readonly string[]): Promise<readonly Account[]> {
    if (usernames.length === 0) return [];
    const rows = await this.#accounts().where('username', 'in', usernames).execute();
    return rows.map((row) => this.#toAccount(row));
  }

  async list(): Promise<readonly Account[]> {
    const rows = await this.#accounts().orderBy('username').execute();
    return rows.map((row) => this.#toAccount(row));
  }

  async startingWith(prefix: string, limit: number): Promise<readonly Account[]> {
    const hidden = this.playground ? ['client'] : ['client', 'playground'];
    const found = await this.withIds(await this.#words.find(askedWords(prefix), { limit, hidden }));
    return found.toSorted((one, other) => (one.username < other.username ? -1 : 1));
  }

  async search({ text, after, limit }: AccountSearch): Promise<readonly Account[]> {
    const asked = askedWords(text);
    // No letter and no digit: nobody has such a word.
    if (text !== '' && asked.length === 0) return [];
    const matches =
      asked.length === 0 ? undefined : await this.#words.condition(asked, 'accounts.id');
    const rows = await this.#accounts()
      .where(sql<SqlBool>`coalesce(origin, 'local') <> 'client'`)
      .$if(matches !== undefined, (query) => query.where(matches!))
      .$if(after !== undefined, (query) => query.where('username', '>', after ?? ''))
      .orderBy('username')
      .limit(limit)
      .execute();
    return rows.map((row) => this.#toAccount(row));
  }

  async hasAdministrator(): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('accounts')
      .select('id')
      .where('is_admin', '=', 1)
      .where('disabled', '=', 0)
      .$if(!this.playground, (query) => query.where(notOfPlayground))
      .where(sql<SqlBool>`coalesce(origin, 'local') not in ('client', 'awaited')`)
      .executeTakeFirst();
    return row !== undefined;
  }

  async passwordHashOf(username: string): Promise<string | undefined> {
    const row = await this.#query()
      .selectFrom('accounts')
      .select('password_hash')
      .where('username', '=', username)
      .executeTakeFirst();
    return row?.password_hash ?? undefined;
  }

  async insert(account: Account, passwordHash: string | null): Promise<boolean> {
    const row = toRow(account, passwordHash);
    const { id: _, ...adopted } = row;
    const result = await this.#query()
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('username').doUpdateSet(adopted).where('accounts.origin', '=', 'awaited'),
      )
      .executeTakeFirst();
    const isAdded = changed(result.numInsertedOrUpdatedRows);
    if (isAdded) await this.#words.keep({ username: account.username });
    return isAdded;
  }

  async keepFromDirectory(facts: DirectoryFacts, fresh: Fresh): Promise<Account | NameTaken> {
    const kept = await this.#keepFromDirectory(facts, fresh);
    if (typeof kept !== 'string') await this.#words.keep({ id: kept.id });
    return kept;
  }

  async #keepFromDirectory(
    facts: DirectoryFacts,
    { id, nowMs }: Fresh,
  ): Promise<Account | NameTaken> {
    const { username, directoryId, directoryGuid, department = null, ...known } = facts;
    const fresh = {
      ...accountOf({ id, username }, { username, password: '' }, nowMs),
      ...known,
      department,
    };
    const row = {
      ...toRow({ ...fresh, origin: 'directory', directoryId }, null),
      directory_guid: directoryGuid,
    };
    const { display_name, display_name_folded, sid, mail, origin } = row;
    const values = { display_name, display_name_folded, sid, mail, department, origin };
    const ids = { directory_id: directoryId, directory_guid: directoryGuid };
    const boundId = await this.#boundTo(directoryId, directoryGuid, username);
    if (boundId !== undefined) {
      const updated = await this.#query()
        .updateTable('accounts')
        .set({ ...values, ...ids })
        .where('id', '=', boundId)
        .returning(ACCOUNT_COLUMNS)
        .executeTakeFirstOrThrow();
      return this.#toAccount(updated);
    }
    const kept = await this.#query()
      .insertInto('accounts')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .column('username')
          .doUpdateSet({ ...values, ...ids })
          .where('accounts.origin', 'in', ['directory', 'awaited'])
          .where((eb) =>
            eb.or([
              eb('accounts.directory_id', 'is', null),
              // Another instance has just added the same person.
              eb('accounts.directory_id', '=', directoryId),
            ]),
          ),
      )
      .returning(ACCOUNT_COLUMNS.map((column) => `accounts.${column}` as const))
      .executeTakeFirst();
    if (kept !== undefined) return this.#toAccount(kept);
    const taken = await this.find(username);
    return taken?.origin === 'directory' ? 'by-another-person' : 'by-local-account';
  }

  async findByDirectoryId(
    directoryId: string | null,
    directoryGuid: string | null = null,
  ): Promise<Account | undefined> {
    const id = await this.#boundTo(directoryId, directoryGuid, '');
    return id === undefined ? undefined : this.byId(id);
  }

  async idsOfDirectory(directoryIds: readonly string[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let from = 0; from < directoryIds.length; from += IDS_AT_ONCE) {
      const rows = await this.#query()
        .selectFrom('accounts')
        .select('id')
        .where('directory_id', 'in', directoryIds.slice(from, from + IDS_AT_ONCE))
        .execute();
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  }

  async rename(id: string, username: string): Promise<boolean> {
    try {
      const result = await this.#query()
        .updateTable('accounts')
        .set({ username })
        .where('id', '=', id)
        .where(sql<SqlBool>`not exists (select 1 from accounts a where a.username = ${username})`)
        .executeTakeFirst();
      if (!changed(result.numUpdatedRows)) return false;
      await this.#words.keep({ id });
      return true;
    } catch (error) {
      // Somebody else got the name at this moment.
      if ((await this.find(username)) !== undefined) return false;
      throw error;
    }
  }

  /** The account of that person; of several, the one with the SID before one with the GUID, then that name. */
  async #boundTo(
    directoryId: string | null,
    directoryGuid: string | null,
    username: string,
  ): Promise<string | undefined> {
    if (directoryId === null && directoryGuid === null) return undefined;
    const rows = await this.#query()
      .selectFrom('accounts')
      .select(['id', 'username', 'directory_id'])
      .where((eb) =>
        eb.or([
          ...(directoryId === null ? [] : [eb('directory_id', '=', directoryId)]),
          ...(directoryGuid === null ? [] : [eb('directory_guid', '=', directoryGuid)]),
        ]),
      )
      .where('origin', '=', 'directory')
      .orderBy('created_at', 'desc')
      .execute();
    const bySid = rows.filter((row) => row.directory_id === directoryId);
    const found = bySid.length > 0 ? bySid : rows;
    return (found.find((row) => row.username === username) ?? found[0])?.id;
  }

  async ofUnknownOrigin(usernames: readonly string[]): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('accounts')
      .select('username')
      .where('username', 'in', usernames)
      .where('origin', 'is', null)
      .execute();
    return rows.map(({ username }) => username);
  }

  async ofPlayground(): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('accounts')
      .select('username')
      .where('origin', '=', 'playground')
      .orderBy('username')
      .execute();
    return rows.map(({ username }) => username);
  }

  async setOrigin(id: string, origin: AccountOrigin): Promise<void> {
    await this.#query().updateTable('accounts').set({ origin }).where('id', '=', id).execute();
  }

  async setDisabled(id: string, disabled: boolean): Promise<boolean> {
    return this.#endTokensAnd(id, { disabled: disabled ? 1 : 0 });
  }

  async setAdmin(id: string, isAdmin: boolean): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set({ is_admin: isAdmin ? 1 : 0 })
      .where('id', '=', id)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async setPasswordHash(id: string, passwordHash: string): Promise<boolean> {
    const changes = { password_hash: passwordHash, origin: 'local', directory_id: null } as const;
    return this.database.inTransaction(async () => {
      await this.#query()
        .updateTable('accounts')
        .set({ sid: null })
        .where('id', '=', id)
        .where('origin', '=', 'playground')
        .execute();
      return this.#endTokensAnd(id, changes);
    });
  }

  async setDirectoryId(id: string, directoryId: string): Promise<boolean> {
    return this.#endTokensAnd(id, { directory_id: directoryId });
  }

  async endTokens(id: string): Promise<boolean> {
    return this.#endTokensAnd(id, {});
  }

  async setMail(id: string, mail: string | null): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set({ mail })
      .where('id', '=', id)
      .executeTakeFirst();
    if (!changed(result.numUpdatedRows)) return false;
    await this.#words.keep({ id });
    return true;
  }

  async setNotifiesByMail(id: string, notifies: boolean): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set({ notifies_by_mail: notifies ? 1 : 0 })
      .where('id', '=', id)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async setLocale(id: string, locale: Locale | null): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set({ locale })
      .where('id', '=', id)
      .executeTakeFirst();
    return changed(result.numUpdatedRows);
  }

  async #endTokensAnd(id: string, values: Partial<AccountsTable>): Promise<boolean> {
    const result = await this.#query()
      .updateTable('accounts')
      .set((eb) => ({
        ...values,
        token_generation: eb('token_generation', '+', 1),
        tokens_ended_at: this.clock.nowMs(),
      }))
      .where('id', '=', id)
      .executeTakeFirst();
    // The generation already ends them; this only keeps the table true.
    await this.#query().deleteFrom('sign_ins').where('account_id', '=', id).execute();
    return changed(result.numUpdatedRows);
  }

  #toAccount(row: AccountRow): Account {
    return toAccount(row, this.playground);
  }

  #query() {
    return this.database.query<Tables>();
  }

  #accounts() {
    return this.#query().selectFrom('accounts').select(ACCOUNT_COLUMNS);
  }
}

const changed = (rows: bigint | undefined): boolean => (rows ?? 0n) > 0n;

const notOfPlayground = sql<SqlBool>`coalesce(origin, 'local') <> 'playground'`;
