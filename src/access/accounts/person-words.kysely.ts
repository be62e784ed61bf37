import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { AccountsTable } from './account-rows.kysely.js';
import { wordsOf } from './person-words.js';
import { WordIndex } from './word-index.kysely.js';

interface Tables {
  accounts: AccountsTable;
}

/** The words that accounts are found by. Whoever changes a name, mail address or department keeps them. */
export class PersonWords {
  readonly #index: WordIndex;

  constructor(private readonly database: Database) {
    this.#index = new WordIndex(database, 'account_words');
  }

  /** As the account's row says it now. */
  async keep(of: { readonly id: string } | { readonly username: string }): Promise<void> {
    const [column, value] =
      'id' in of ? (['id', of.id] as const) : (['username', of.username] as const);
    const row = await this.database
      .query<Tables>()
      .selectFrom('accounts')
      .select(['id', 'username', 'display_name', 'mail', 'department'])
      .where(column, '=', value)
      .executeTakeFirst();
    if (row === undefined) return;
    const { id, username, display_name: displayName, mail, department } = row;
    await this.#index.keep(id, wordsOf({ username, displayName, mail, department }));
  }

  /** Ids of enabled accounts of people who have all these words or longer ones, but for those of the hidden origins. */
  find(
    asked: readonly string[],
    { limit, hidden }: { readonly limit: number; readonly hidden: readonly string[] },
  ): Promise<readonly string[]> {
    return this.#index.find(
      asked,
      limit,
      sql<SqlBool>`exists (select 1 from accounts a where a.id = w.subject_id and a.disabled = 0
        and coalesce(a.origin, 'local') not in (${sql.join(hidden)}))`,
    );
  }

  /** Whether an account has all these words, or longer ones that begin so. `column` holds its id. */
  condition(asked: readonly string[], column: string): Promise<RawBuilder<SqlBool>> {
    return this.#index.condition(asked, column);
  }
}
