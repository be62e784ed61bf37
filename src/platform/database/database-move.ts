import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from './database.js';
import { migrateToLatest, pendingMigrations } from './migrate.js';
import { MoveRecord, type MovedSoFar } from './move-record.js';
import {
  contentsDiffer,
  shapesDiffer,
  sourceOutdated,
  targetHoldsData,
  targetOfOtherSource,
} from './move.errors.js';

export interface MoveStep {
  readonly phase: 'copy' | 'compare';
  readonly table: string;
  /** Rows that are done and rows in total, over all tables. */
  readonly done: number;
  readonly total: number;
}

export interface MovedTable {
  readonly name: string;
  readonly rows: number;
}

const BATCH_ROWS = 500;
/** PostgreSQL counts the values of a statement in 16 bits. */
const MAX_VALUES = 60_000;
const ROW_ID = 'kontor_row_id';

/**
 * Copies all tables of the migrations from SQLite to PostgreSQL. The source is only read. After an interruption, the
 * next run continues with the next batch.
 */
export class DatabaseMove {
  #total = 0;
  #done = 0;

  constructor(
    private readonly source: Database,
    private readonly target: Database,
    private readonly onStep: (step: MoveStep) => void,
  ) {}

  async run(): Promise<readonly MovedTable[]> {
    const tables = await tablesOfSqlite(this.source);
    const record = await this.#begin(tables);
    this.#total = await this.#countRows(tables);
    for (const table of tables) await this.#copy(table, record);
    this.#done = 0;
    const moved: MovedTable[] = [];
    for (const table of tables) moved.push(await this.#compare(table));
    await record.close();
    await sql`analyze`.execute(this.target.kysely);
    return moved;
  }

  async #begin(tables: readonly TableShape[]): Promise<MoveRecord> {
    const pending = await pendingMigrations(this.source);
    if (pending > 0) throw sourceOutdated(pending);
    const source = await this.#nameOfSource();
    const begun = await MoveRecord.find(this.target);
    if (begun === undefined) await this.#refuseOtherData();
    else if (begun !== '' && begun !== source) throw targetOfOtherSource();
    await migrateToLatest(this.target);
    const there = new Map(
      (await tablesOfPostgres(this.target)).map(({ name, columns }) => [name, columns.join()]),
    );
    for (const { name, columns } of tables) {
      if (there.get(name) !== columns.join()) throw shapesDiffer(name);
    }
    return MoveRecord.open(this.target, source);
  }

  /** Identifies the installation by the times of its migrations, in milliseconds. */
  async #nameOfSource(): Promise<string> {
    const { rows } =
      await sql<Row>`select name, timestamp from kysely_migration order by name`.execute(
        this.source.kysely,
      );
    return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
  }

  async #refuseOtherData(): Promise<void> {
    for (const { name } of await tablesOfPostgres(this.target)) {
      const { rows } = await sql<Row>`select 1 from ${sql.table(name)} limit 1`.execute(
        this.target.kysely,
      );
      if (rows.length > 0) throw targetHoldsData(name);
    }
  }

  async #countRows(tables: readonly TableShape[]): Promise<number> {
    let total = 0;
    for (const { name } of tables) {
      const { rows } = await sql<{
        n: number;
      }>`select count(*) as n from ${sql.table(name)}`.execute(this.source.kysely);
      total += rows[0]?.n ?? 0;
    }
    return total;
  }

  async #copy(table: TableShape, record: MoveRecord): Promise<void> {
    let moved = await record.of(table.name);
    this.#report('copy', table, moved.rows);
    for (;;) {
      const rows = await this.#read(table, moved.lastRowId);
      const last = rows.at(-1);
      if (last === undefined) return;
      const to = { lastRowId: Number(last[ROW_ID]), rows: moved.rows + rows.length };
      await this.#write(table, rows, { record, from: moved, to });
      moved = to;
      this.#report('copy', table, rows.length);
    }
  }

  async #read({ name, columns }: TableShape, after: number): Promise<readonly Row[]> {
    const limit = Math.min(BATCH_ROWS, Math.floor(MAX_VALUES / columns.length));
    const { rows } = await sql<Row>`
      select rowid as ${sql.ref(ROW_ID)}, ${sql.join(columns.map((column) => sql.ref(column)))}
        from ${sql.table(name)} where rowid > ${after} order by rowid limit ${limit}`.execute(
      this.source.kysely,
    );
    return rows;
  }

  async #write(
    { name, columns }: TableShape,
    rows: readonly Row[],
    step: { readonly record: MoveRecord; readonly from: MovedSoFar; readonly to: MovedSoFar },
  ): Promise<void> {
    await this.target.kysely.transaction().execute(async (trx) => {
      await step.record.advance(trx, name, step);
      const values = rows.map(
        (row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`,
      );
      await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
        values ${sql.join(values)}`.execute(trx);
    });
  }

  /** Reads both sides again, to compare what is stored now instead of what was written. */
  async #compare(table: TableShape): Promise<MovedTable> {
    const source = await this.#checksumOfSource(table);
    const target = await this.#checksumOfTarget(table);
    if (!source.equals(target)) {
      throw contentsDiffer(table.name, { source: source.rows, target: target.rows });
    }
    this.#report('compare', table, source.rows);
    return { name: table.name, rows: source.rows };
  }

  async #checksumOfSource(table: TableShape): Promise<ContentChecksum> {
    const checksum = new ContentChecksum(table.columns);
    for (let after = 0; ;) {
      const rows = await this.#read(table, after);
      const last = rows.at(-1);
      if (last === undefined) return checksum;
      for (const row of rows) checksum.add(row);
      after = Number(last[ROW_ID]);
    }
  }

  #checksumOfTarget({ name, columns }: TableShape): Promise<ContentChecksum> {
    const checksum = new ContentChecksum(columns);
    return this.target.kysely.transaction().execute(async (trx) => {
      await sql`declare rows_of_table no scroll cursor for
        select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}`.execute(
        trx,
      );
      for (;;) {
        const { rows } = await sql<Row>`fetch ${sql.lit(BATCH_ROWS)} from rows_of_table`.execute(
          trx,
        );
        if (rows.length === 0) return checksum;
        for (const row of rows) checksum.add(row);
      }
    });
  }

  #report(phase: MoveStep['phase'], { name }: TableShape, rows: number): void {
    this.#done += rows;
    this.onStep({ phase, table: name, done: this.#done, total: this.#total });
  }
}

export type Row = Readonly<Record<string, unknown>>;

const MODULUS = 1n << 256n;

/** A checksum of a table's rows that does not depend on their order. */
export class ContentChecksum {
  #sum = 0n;
  #rows = 0;

  constructor(private readonly columns: readonly string[]) {}

  get rows(): number {
    return this.#rows;
  }

  add(row: Row): void {
    const values = this.columns.map((column) => row[column] ?? null);
    const hash = createHash('sha256').update(JSON.stringify(values)).digest('hex');
    this.#sum = (this.#sum + BigInt(`0x${hash}`)) % MODULUS;
    this.#rows++;
  }

  equals(other: ContentChecksum): boolean {
    return this.#rows === other.#rows && this.#sum === other.#sum;
  }
}

export interface TableShape {
  readonly name: string;
  /** Sorted by name, in the same order on both engines. */
  readonly columns: readonly string[];
}

/** Tables of SQLite, of kysely, of the move itself, and those that triggers fill are not moved. */
const NOT_DATA = /^(sqlite_|kysely_|search_)/;

/** Every table of a SQLite database, referenced tables first. */
export async function tablesOfSqlite(database: Database): Promise<readonly TableShape[]> {
  const names = await sql<{ name: string }>`
    select name from sqlite_master where type = 'table' order by name`.execute(database.kysely);
  const data = names.rows.map(({ name }) => name).filter((name) => !NOT_DATA.test(name));
  const shapes = new Map<string, TableShape>();
  const referred = new Map<string, readonly string[]>();
  for (const name of data) {
    const columns = await sql<{ name: string }>`
      select name from pragma_table_info(${name}) order by name`.execute(database.kysely);
    const parents = await sql<{ name: string }>`
      select distinct "table" as name from pragma_foreign_key_list(${name})`.execute(
      database.kysely,
    );
    shapes.set(name, { name, columns: columns.rows.map((column) => column.name) });
    referred.set(
      name,
      parents.rows.map((parent) => parent.name),
    );
  }
  return inOrder(data, referred).map((name) => shapes.get(name)!);
}

/** Tables come after those that they reference; otherwise by name. */
function inOrder(
  names: readonly string[],
  referred: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const placed = new Set<string>();
  const place = (name: string): void => {
    if (placed.has(name)) return;
    for (const parent of referred.get(name) ?? []) if (parent !== name) place(parent);
    placed.add(name);
  };
  for (const name of names) place(name);
  return [...placed];
}

/** Every table of PostgreSQL's current schema, sorted by name. */
export async function tablesOfPostgres(database: Database): Promise<readonly TableShape[]> {
  const { rows } = await sql<{ table_name: string; column_name: string }>`
    select c.table_name, c.column_name from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where table_schema = current_schema() and t.table_type = 'BASE TABLE'
      order by c.table_name, c.column_name collate "C"`.execute(database.kysely);
  const columns = Map.groupBy(rows, (row) => row.table_name);
  return [...columns]
    .filter(([name]) => !NOT_DATA.test(name))
    .map(([name, of]) => ({ name, columns: of.map((row) => row.column_name) }));
}
