import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { Account } from '../accounts/account.js';
import { ACCOUNT_COLUMNS, toAccount, type AccountsTable } from '../accounts/account-rows.kysely.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import {
  OpenIdPeople,
  type Binding,
  type BoundAccount,
  type OpenIdFacts,
  type OpenIdSubject,
} from './openid-people.js';

interface Tables {
  accounts: AccountsTable;
  openid_people: {
    issuer: string;
    subject: string;
    account_id: string;
    is_admin_by_claim: number;
    brought_by: string | null;
    is_mail_verified: number;
    created_at: number;
    proved_at: number;
    gone_at: number | null;
  };
  access_group_claims: { account_id: string; provider: string; group_name: string };
}

/** People are asked about every five minutes: no write for each. */
const VOUCHED_KEPT_MS = 60 * 60_000;

const COLUMNS = ACCOUNT_COLUMNS.map((column) => `accounts.${column}` as const);
/** PostgreSQL and SQLite take more parameters than this in one statement. */
const GROUPS_AT_ONCE = 200;

export class KyselyOpenIdPeople extends OpenIdPeople {
  constructor(
    private readonly database: Database,
    private readonly accounts: AccountRepository,
    private readonly playground: boolean,
  ) {
    super();
  }

  async find({ issuer, subject }: OpenIdSubject): Promise<BoundAccount | undefined> {
    const row = await this.#query()
      .selectFrom('openid_people')
      .innerJoin('accounts', 'accounts.id', 'openid_people.account_id')
      .select([
        ...COLUMNS,
        'openid_people.is_admin_by_claim',
        'openid_people.brought_by',
        'openid_people.is_mail_verified',
      ])
      .where('openid_people.issuer', '=', issuer)
      .where('openid_people.subject', '=', subject)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    return {
      account: toAccount(row, this.playground),
      isAdminByClaim: row.is_admin_by_claim === 1,
      broughtBy: row.brought_by,
      isMailVerified: row.is_mail_verified === 1,
    };
  }

  async linkable(by: 'sid' | 'mail', value: string, issuer: string): Promise<readonly Account[]> {
    const rows = await this.#query()
      .selectFrom('accounts')
      .select(COLUMNS)
      .where(sql<SqlBool>`lower(${sql.ref(`accounts.${by}`)}) = ${value.toLowerCase()}`)
      .where((eb) =>
        eb.or([
          eb('accounts.origin', 'is', null),
          eb('accounts.origin', 'not in', ['client', 'awaited']),
        ]),
      )
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('openid_people')
              .select('openid_people.subject')
              .whereRef('openid_people.account_id', '=', 'accounts.id')
              .where('openid_people.issuer', '=', issuer),
          ),
        ),
      )
      .$if(by === 'mail', (query) =>
        query.where((eb) =>
          eb.or([
            eb(sql<string>`coalesce(accounts.origin, 'local')`, '!=', 'openid'),
            eb.exists(
              eb
                .selectFrom('openid_people')
                .select('openid_people.subject')
                .whereRef('openid_people.account_id', '=', 'accounts.id')
                .where('openid_people.is_mail_verified', '=', 1),
            ),
          ]),
        ),
      )
      .limit(2)
      .execute();
    return rows.map((row) => toAccount(row, this.playground));
  }

  async bind({ issuer, subject }: OpenIdSubject, binding: Binding): Promise<void> {
    const { accountId, broughtBy, nowMs } = binding;
    await this.#query()
      .insertInto('openid_people')
      .values({
        ...{ issuer, subject, account_id: accountId, brought_by: broughtBy },
        ...{ is_admin_by_claim: 0, is_mail_verified: 0, created_at: nowMs },
        ...{ proved_at: nowMs, gone_at: null },
      })
      .execute();
  }

  async add(account: Account): Promise<boolean> {
    // `insert` would give somebody awaited to whoever has the name; a provider's names are not proof enough.
    if ((await this.accounts.find(account.username)) !== undefined) return false;
    return this.accounts.insert(account, null);
  }

  async vouched({ issuer, subject }: OpenIdSubject, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('openid_people')
      .set({ proved_at: nowMs, gone_at: null })
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .where((eb) =>
        eb.or([eb('proved_at', '<=', nowMs - VOUCHED_KEPT_MS), eb('gone_at', 'is not', null)]),
      )
      .execute();
  }

  async markGone({ issuer, subject }: OpenIdSubject, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('openid_people')
      .set({ gone_at: nowMs })
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .execute();
  }

  async lastSaid(accountId: string): Promise<{ provedAtMs: number; goneAtMs: number } | undefined> {
    const { proved, gone } = await this.#query()
      .selectFrom('openid_people')
      .select(({ fn }) => [fn.max('proved_at').as('proved'), fn.max('gone_at').as('gone')])
      .where('account_id', '=', accountId)
      .where('brought_by', 'is', null)
      .executeTakeFirstOrThrow();
    if (proved === null) return undefined;
    return { provedAtMs: proved, goneAtMs: gone ?? 0 };
  }

  async setFacts(accountId: string, { displayName, mail, sid }: OpenIdFacts): Promise<void> {
    await this.#query()
      .updateTable('accounts')
      .set({
        display_name: displayName,
        display_name_folded: displayName.toLowerCase(),
        ...{ mail, sid },
      })
      .where('id', '=', accountId)
      .execute();
  }

  async setMailVerified({ issuer, subject }: OpenIdSubject, isVerified: boolean): Promise<void> {
    await this.#query()
      .updateTable('openid_people')
      .set({ is_mail_verified: isVerified ? 1 : 0 })
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .execute();
  }

  async setAdmin(person: OpenIdSubject, accountId: string, isAdmin: boolean): Promise<void> {
    const flag = isAdmin ? 1 : 0;
    await this.#query()
      .updateTable('accounts')
      .set({ is_admin: flag })
      .where('id', '=', accountId)
      .execute();
    await this.#query()
      .updateTable('openid_people')
      .set({ is_admin_by_claim: flag })
      .where('issuer', '=', person.issuer)
      .where('subject', '=', person.subject)
      .execute();
  }

  async replaceGroups(
    accountId: string,
    provider: string,
    groups: readonly string[],
  ): Promise<void> {
    const rows = await this.#query()
      .selectFrom('access_group_claims')
      .select('group_name')
      .where('account_id', '=', accountId)
      .where('provider', '=', provider)
      .execute();
    const before = rows.map(({ group_name }) => group_name);
    const gone = before.filter((name) => !groups.includes(name));
    const come = groups.filter((name) => !before.includes(name));
    for (const names of inParts(gone)) {
      await this.#query()
        .deleteFrom('access_group_claims')
        .where('account_id', '=', accountId)
        .where('provider', '=', provider)
        .where('group_name', 'in', names)
        .execute();
    }
    for (const names of inParts(come)) {
      await this.#query()
        .insertInto('access_group_claims')
        .values(names.map((name) => ({ account_id: accountId, provider, group_name: name })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }

  async hasPasswords(): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('accounts')
      .select('id')
      .where('password_hash', 'is not', null)
      .where('disabled', '=', 0)
      .$if(!this.playground, (query) =>
        query.where(sql<SqlBool>`coalesce(origin, 'local') <> 'playground'`),
      )
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const inParts = (names: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(names.length / GROUPS_AT_ONCE) }, (_, part) =>
    names.slice(part * GROUPS_AT_ONCE, (part + 1) * GROUPS_AT_ONCE),
  );
