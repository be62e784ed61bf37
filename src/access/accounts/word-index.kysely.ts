import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database/database.js';

interface WordTable {
  /** As hexadecimal digits: see `stored`. */
  word: string;
  subject_id: string;
}

interface Tables {
  account_words: WordTable;
  access_group_words: WordTable;
}

/** Somebody can be found by several of their words. */
const ROWS_EACH = 8;
/**
 * Words are counted up to here, to search by the rarest of those that were typed. A word that so many have is looked for
 * in the list, page by page; a rarer one is found first and sorted then.
 */
const COMMON = 2000;
/**
 * Where all words are common, they are counted up to here, and no more rows are looked through: some ten milliseconds.
 * Who types two words that so many have types a third one.
 */
const MOST_ROWS = 10_000;

/** What can be found by the beginnings of words. A search reads one range of an index, however many subjects there are. */
export class WordIndex {
  constructor(
    private readonly database: Database,
    private readonly table: keyof Tables,
  ) {}

  /** Writes nothing when nothing changed. Joins the caller's transaction. */
  async keep(subjectId: string, words: readonly string[]): Promise<void> {
    const wanted = new Set(words.map(stored));
    const rows = await this.#query()
      .selectFrom(this.table)
      .select('word')
      .where('subject_id', '=', subjectId)
      .execute();
    const before = new Set(rows.map(({ word }) => word));
    const removed = [...before].filter((word) => !wanted.has(word));
    const added = [...wanted].filter((word) => !before.has(word));
    if (removed.length > 0) {
      await this.#query()
        .deleteFrom(this.table)
        .where('subject_id', '=', subjectId)
        .where('word', 'in', removed)
        .execute();
    }
    if (added.length === 0) return;
    await this.#query()
      .insertInto(this.table)
      .values(added.map((word) => ({ word, subject_id: subjectId })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /**
   * Ids of those who have all these words or longer ones, at most `limit`; whole words first. `isShown` is a condition on
   * `w.subject_id`.
   */
  async find(
    asked: readonly string[],
    limit: number,
    isShown: RawBuilder<SqlBool>,
  ): Promise<readonly string[]> {
    const rarest = await this.#rarestOf(asked);
    if (rarest === undefined) return [];
    const table = sql.table(this.table);
    const has = asked
      .filter((word) => word !== rarest)
      .map(
        (word) => sql<SqlBool>`exists (select 1 from ${table} o
          where o.subject_id = w.subject_id and ${startsWith('o.word', word)})`,
      );
    const { rows } = await sql<WordTable>`select w.subject_id from (
        select word, subject_id from ${table} where ${startsWith('word', rarest)}
        order by word, subject_id limit ${MOST_ROWS}) w
      where ${sql.join([isShown, ...has], sql` and `)}
      order by w.word, w.subject_id limit ${limit * ROWS_EACH}`.execute(this.#query());
    return [...new Set(rows.map((row) => row.subject_id))].slice(0, limit);
  }

  /**
   * For a list in another order: a condition on the id in `column`. It costs what is found by the rarest of the words; of
   * a word that many have, what a page of the list passes over.
   */
  async condition(asked: readonly string[], column: string): Promise<RawBuilder<SqlBool>> {
    const table = sql.table(this.table);
    const { word: rarest, isCommon } = await this.#counted(asked);
    if (rarest === undefined) return sql<SqlBool>`1 = 0`;
    const each = (word: string) =>
      sql<SqlBool>`exists (select 1 from ${table} o
        where o.subject_id = ${sql.ref(column)} and ${startsWith('o.word', word)})`;
    if (isCommon && asked.length === 1) return each(rarest);
    const others = asked.filter((word) => word !== rarest).map(each);
    const found = sql<SqlBool>`${sql.ref(column)} in (select subject_id from ${table}
      where ${startsWith('word', rarest)})`;
    return sql<SqlBool>`${sql.join([found, ...others], sql` and `)}`;
  }

  /** Undefined when nobody has one of the words. */
  async #rarestOf(asked: readonly string[]): Promise<string | undefined> {
    if (asked.length < 2) return asked[0];
    const counted = await this.#counted(asked);
    return (counted.isCommon ? await this.#counted(asked, MOST_ROWS) : counted).word;
  }

  /** The rarest of the words, counted up to `most`, and whether it is common. */
  async #counted(
    asked: readonly string[],
    most = COMMON,
  ): Promise<{ readonly word: string | undefined; readonly isCommon: boolean }> {
    const table = sql.table(this.table);
    // The order makes PostgreSQL read the index. Without it, it reads the table, and expects to find enough rows soon.
    const counts = asked.map(
      (word, at) => sql`(select count(*) from (select 1 from ${table}
        where ${startsWith('word', word)} order by word, subject_id limit ${most}) c) as ${sql.ref(`n${at}`)}`,
    );
    const { rows } = await sql<Record<string, number | string>>`select ${sql.join(counts)}`.execute(
      this.#query(),
    );
    const counted = asked.map((word, at) => ({ word, count: Number(rows[0]?.[`n${at}`]) }));
    const [first] = counted.toSorted(
      (one, other) => one.count - other.count || other.word.length - one.word.length,
    );
    return first === undefined || first.count === 0
      ? { word: undefined, isCommon: false }
      : { word: first.word, isCommon: first.count >= COMMON };
  }

  #query() {
    return this.database.query<Tables>();
  }
}

/** Hexadecimal digits have the same order in every collation, so that a range is what begins with a word. */
const stored = (word: string): string => Buffer.from(word).toString('hex');

const startsWith = (column: string, word: string) => {
  const start = stored(word);
  return sql<SqlBool>`(${sql.ref(column)} >= ${start} and ${sql.ref(column)} < ${`${start}g`})`;
};
