import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { Account } from '../accounts/account.js';
import { ACCOUNT_COLUMNS, toAccount, type AccountsTable } from '../accounts/account-rows.kysely.js';
import { SignInRepository, type KnownAddress, type SignInRecord } from './sign-in.repository.js';
import type { TokenPurpose } from './sign-in.repository.js';

interface Tables {
  accounts: AccountsTable;
  sign_ins: {
    id: string;
    account_id: string;
    purpose: TokenPurpose;
    created_at: number;
    expires_at: number;
    /** Null: as old as the sign-in. */
    confirmed_at: number | null;
  };
  known_addresses: { username: string; address: string; last_at: number };
}

const COLUMNS = ACCOUNT_COLUMNS.map((column) => `accounts.${column}` as const);

export class KyselySignInRepository extends SignInRepository {
  constructor(
    private readonly database: Database,
    private readonly playground: boolean,
    private readonly audit: AuditLog,
  ) {
    super();
  }

  begin(record: SignInRecord): Promise<void> {
    const { id, accountId, purpose, way, createdAtMs, expiresAtMs } = record;
    return this.database.inTransaction(async () => {
      await this.#query().deleteFrom('sign_ins').where('expires_at', '<=', createdAtMs).execute();
      await this.#query()
        .insertInto('sign_ins')
        .values({
          ...{ id, account_id: accountId, purpose },
          ...{ created_at: createdAtMs, expires_at: expiresAtMs, confirmed_at: createdAtMs },
        })
        .execute();
      await way.alongside?.(record);
      const { via, provider } = way;
      const detail = { purpose, via, ...(provider !== undefined && { provider }) };
      await this.audit.record({ action: 'sign-in', actor: accountId, detail });
    }, 'snapshot');
  }

  async accountOf(id: string, nowMs: number): Promise<Account | undefined> {
    const row = await this.#query()
      .selectFrom('sign_ins')
      .innerJoin('accounts', 'accounts.id', 'sign_ins.account_id')
      .select(COLUMNS)
      .where('sign_ins.id', '=', id)
      .where('sign_ins.expires_at', '>', nowMs)
      .executeTakeFirst();
    return row && toAccount(row, this.playground);
  }

  end(id: string): Promise<void> {
    return this.database.inTransaction(async () => {
      const ended = await this.#query()
        .deleteFrom('sign_ins')
        .where('id', '=', id)
        .returning('account_id')
        .executeTakeFirst();
      if (ended !== undefined)
        await this.audit.record({ action: 'sign-out', actor: ended.account_id });
    }, 'snapshot');
  }

  async endOthers(accountId: string, id: string): Promise<void> {
    await this.#query()
      .deleteFrom('sign_ins')
      .where('account_id', '=', accountId)
      .where('id', '<>', id)
      .execute();
  }

  async confirmedAtMs(id: string): Promise<number | undefined> {
    const row = await this.#query()
      .selectFrom('sign_ins')
      .select(['created_at', 'confirmed_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    return row && (row.confirmed_at ?? row.created_at);
  }

  async confirm(id: string, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('sign_ins')
      .set({ confirmed_at: nowMs })
      .where('id', '=', id)
      .execute();
  }

  async knowsAddress(username: string, address: string, sinceMs: number): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('known_addresses')
      .select('last_at')
      .where('username', '=', username)
      .where('address', '=', address)
      .where('last_at', '>=', sinceMs)
      .executeTakeFirst();
    return row !== undefined;
  }

  async keepAddress({ username, address, atMs }: KnownAddress, atMost: number): Promise<void> {
    await this.#query()
      .insertInto('known_addresses')
      .values({ username, address, last_at: atMs })
      .onConflict((conflict) =>
        conflict.columns(['username', 'address']).doUpdateSet({ last_at: atMs }),
      )
      .execute();
    const kept = await this.#query()
      .selectFrom('known_addresses')
      .select('address')
      .where('username', '=', username)
      .orderBy('last_at', 'desc')
      .execute();
    const surplus = kept.slice(atMost).map((row) => row.address);
    if (surplus.length === 0) return;
    await this.#query()
      .deleteFrom('known_addresses')
      .where('username', '=', username)
      .where('address', 'in', surplus)
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}
