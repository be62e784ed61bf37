import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { ACCOUNT_COLUMNS, toAccount, type AccountsTable } from '../accounts/account-rows.kysely.js';
import {
  SignInRepository,
  type KnownAddress,
  type LiveSignIn,
  type SignedInAccount,
  type SignInRecord,
  type TokenPurpose,
} from './sign-in.repository.js';

interface Tables {
  accounts: AccountsTable;
  sign_ins: {
    id: string;
    account_id: string;
    purpose: TokenPurpose;
    user_agent: string | null;
    address: string | null;
    created_at: number;
    expires_at: number;
    /** Null: as old as the sign-in. */
    confirmed_at: number | null;
    /** Null until a minute after it began. */
    last_used_at: number | null;
  };
  ended_sign_ins: { id: string; ended_at: number };
  known_addresses: { username: string; address: string; last_at: number };
}

/** Longer than anything that begins with a sign-in and has to end with it: tokens of desktop programs last half a day. */
const ENDED_KEPT_MS = 24 * 60 * 60_000;

const COLUMNS = ACCOUNT_COLUMNS.map((column) => `accounts.${column}` as const);

/** Each request of a person asks for it. */
const findAccountOf = prepared<Tables, { id: string; nowMs: number }>()((query, value) =>
  query
    .selectFrom('sign_ins')
    .innerJoin('accounts', 'accounts.id', 'sign_ins.account_id')
    .select(COLUMNS)
    .select(['sign_ins.last_used_at', 'sign_ins.created_at as began_at'])
    .where('sign_ins.id', '=', value('id'))
    .where('sign_ins.expires_at', '>', value('nowMs')),
);

export class KyselySignInRepository extends SignInRepository {
  constructor(
    private readonly database: Database,
    private readonly playground: boolean,
    private readonly audit: AuditLog,
  ) {
    super();
  }

  begin(record: SignInRecord): Promise<void> {
    const { id, accountId, purpose, way, userAgent, address, ...times } = record;
    const { createdAtMs, expiresAtMs } = times;
    return this.database.inTransaction(async () => {
      await this.#query().deleteFrom('sign_ins').where('expires_at', '<=', createdAtMs).execute();
      await this.#query()
        .deleteFrom('ended_sign_ins')
        .where('ended_at', '<', createdAtMs - ENDED_KEPT_MS)
        .execute();
      await this.#query()
        .insertInto('sign_ins')
        .values({
          ...{ id, account_id: accountId, purpose, user_agent: userAgent, address },
          ...{ created_at: createdAtMs, expires_at: expiresAtMs, confirmed_at: createdAtMs },
        })
        .execute();
      await way.alongside?.(record);
      const { via, provider } = way;
      const detail = { purpose, via, ...(provider !== undefined && { provider }) };
      await this.audit.record({ action: 'sign-in', actor: accountId, detail });
    }, 'snapshot');
  }

  async accountOf(id: string, nowMs: number): Promise<SignedInAccount | undefined> {
    const row = await findAccountOf.first(this.database, { id, nowMs });
    return (
      row && {
        account: toAccount(row, this.playground),
        lastUsedAtMs: row.last_used_at ?? row.began_at,
      }
    );
  }

  async used(id: string, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('sign_ins')
      .set({ last_used_at: nowMs })
      .where('id', '=', id)
      .execute();
  }

  async listOf(accountId: string, nowMs: number): Promise<readonly LiveSignIn[]> {
    const rows = await this.#query()
      .selectFrom('sign_ins')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('expires_at', '>', nowMs)
      .execute();
    return rows
      .map((row) => ({
        ...{ id: row.id, accountId, purpose: row.purpose },
        ...{ userAgent: row.user_agent, address: row.address },
        ...{ createdAtMs: row.created_at, expiresAtMs: row.expires_at },
        lastUsedAtMs: row.last_used_at ?? row.created_at,
      }))
      .toSorted((one, other) => other.lastUsedAtMs - one.lastUsedAtMs);
  }

  end(id: string, nowMs?: number, accountId?: string): Promise<boolean> {
    return this.database.inTransaction(async () => {
      const ended = await this.#query()
        .deleteFrom('sign_ins')
        .where('id', '=', id)
        .$if(accountId !== undefined, (query) => query.where('account_id', '=', accountId!))
        .returning('account_id')
        .executeTakeFirst();
      if (ended === undefined) return false;
      if (nowMs !== undefined) await this.#remember([id], nowMs);
      await this.audit.record({ action: 'sign-out', actor: ended.account_id });
      return true;
    }, 'snapshot');
  }

  async endOthers(accountId: string, id: string, nowMs: number): Promise<void> {
    const ended = await this.#query()
      .deleteFrom('sign_ins')
      .where('account_id', '=', accountId)
      .where('id', '<>', id)
      .returning('id')
      .execute();
    await this.#remember(
      ended.map((row) => row.id),
      nowMs,
    );
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

  async haveEnded(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#query()
      .selectFrom('ended_sign_ins')
      .select('id')
      .where('id', 'in', ids)
      .execute();
    return new Set(rows.map((row) => row.id));
  }

  async endedSince(sinceMs: number): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#query()
      .selectFrom('ended_sign_ins')
      .selectAll()
      .where('ended_at', '>=', sinceMs)
      .execute();
    return new Map(rows.map((row) => [row.id, row.ended_at]));
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

  /** For what began in them and goes on: see the migration. */
  async #remember(ids: readonly string[], nowMs: number): Promise<void> {
    if (ids.length === 0) return;
    await this.#query()
      .insertInto('ended_sign_ins')
      .values(ids.map((id) => ({ id, ended_at: nowMs })))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}
