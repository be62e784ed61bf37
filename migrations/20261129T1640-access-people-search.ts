import type { Kysely } from 'kysely';

/**
 * People and groups are found by the beginnings of words: of names, mail address and department. Each word is a row, in
 * hexadecimal digits, whose order is the same in every collation (src/access/accounts/word-index.kysely.ts).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('accounts').addColumn('department', 'text').execute();
  for (const table of TABLES) {
    await db.schema
      .createTable(table)
      .addColumn('word', 'text', (column) => column.notNull())
      .addColumn('subject_id', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${table}_pk`, ['word', 'subject_id'])
      .execute();
    await db.schema
      .createIndex(`${table}_of_subject`)
      .on(table)
      .columns(['subject_id', 'word'])
      .execute();
  }
  const known = db as Kysely<Tables>;
  await addWords(known, 'account_words', async (after) => {
    const rows = await known
      .selectFrom('accounts')
      .select(['id', 'username', 'display_name', 'mail'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      fields: [row.display_name, row.username, row.mail ?? ''],
    }));
  });
  await addWords(known, 'access_group_words', async (after) => {
    const rows = await known
      .selectFrom('access_groups')
      .select(['id', 'name'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(AT_ONCE)
      .execute();
    return rows.map(({ id, name }) => ({ id, fields: [name] }));
  });
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of TABLES) await db.schema.dropTable(table).execute();
  await db.schema.alterTable('accounts').dropColumn('department').execute();
}

const TABLES = ['account_words', 'access_group_words'] as const;

interface WordTable {
  word: string;
  subject_id: string;
}

interface Tables {
  accounts: { id: string; username: string; display_name: string; mail: string | null };
  access_groups: { id: string; name: string };
  account_words: WordTable;
  access_group_words: WordTable;
}

const AT_ONCE = 500;

async function addWords(
  db: Kysely<Tables>,
  table: (typeof TABLES)[number],
  next: (after: string) => Promise<{ id: string; fields: readonly string[] }[]>,
): Promise<void> {
  let after = '';
  for (;;) {
    const subjects = await next(after);
    const last = subjects.at(-1);
    if (last === undefined) return;
    const rows = subjects.flatMap(({ id, fields }) =>
      wordsOf(fields).map((word) => ({ word, subject_id: id })),
    );
    for (let at = 0; at < rows.length; at += AT_ONCE) {
      await db
        .insertInto(table)
        .values(rows.slice(at, at + AT_ONCE))
        .execute();
    }
    after = last.id;
  }
}

/** As of the day of this migration; later changes of the rules come with a person's next sign-in. */
function wordsOf(fields: readonly string[]): readonly string[] {
  const words = fields
    .flatMap((field) => field.split(/\s+/u))
    .flatMap((token) => [token.normalize('NFKC').toLowerCase(), folded(token), spelledOut(token)])
    .flatMap((spelling) => [
      spelling.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''),
      ...spelling.split(/[^\p{L}\p{N}]+/u),
    ])
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, 48).join(''));
  return [...new Set(words)].slice(0, 40).map((word) => Buffer.from(word).toString('hex'));
}

const UMLAUTS: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue' };

const spelledOut = (token: string): string =>
  folded(
    token
      .normalize('NFC')
      .toLowerCase()
      .replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter),
  );

const OTHER_LETTERS: Record<string, string> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' },
};

const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => OTHER_LETTERS[letter] ?? letter);
