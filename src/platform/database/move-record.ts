import { sql, type Kysely } from 'kysely';
import type { Database } from './database.js';
import { otherMove } from './move.errors.js';

/** Exists in the target only while a move into it is unfinished, so no migration creates it. */
const MOVE_TABLE = 'kysely_kontor_move';

export interface MovedSoFar {
  readonly lastRowId: number;
  readonly rows: number;
}

interface Tables {
  [MOVE_TABLE]: { source: string; table_name: string; last_row_id: number; row_count: number };
}

/** The progress of a move, written in the transaction of each batch and therefore exact. */
export class MoveRecord {
  private constructor(
    private readonly target: Database,
    private readonly source: string,
  ) {}

  static async find(target: Database): Promise<string | undefined> {
    const { rows } = await sql<{ found: string | null }>`
      select to_regclass(${MOVE_TABLE})::text as found`.execute(target.kysely);
    if ((rows[0]?.found ?? null) === null) return undefined;
    const begun = await target
      .query<Tables>()
      .selectFrom(MOVE_TABLE)
      .select('source')
      .executeTakeFirst();
    return begun?.source ?? '';
  }

  /** Begins or continues a move from `source`. */
  static async open(target: Database, source: string): Promise<MoveRecord> {
    await target.kysely.schema
      .createTable(MOVE_TABLE)
      .ifNotExists()
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('table_name', 'text', (column) => column.primaryKey())
      .addColumn('last_row_id', 'bigint', (column) => column.notNull())
      .addColumn('row_count', 'bigint', (column) => column.notNull())
      .execute();
    return new MoveRecord(target, source);
  }

  async of(table: string): Promise<MovedSoFar> {
    await this.target
      .query<Tables>()
      .insertInto(MOVE_TABLE)
      .values({ source: this.source, table_name: table, last_row_id: 0, row_count: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const row = await this.target
      .query<Tables>()
      .selectFrom(MOVE_TABLE)
      .selectAll()
      .where('table_name', '=', table)
      .executeTakeFirstOrThrow();
    return { lastRowId: row.last_row_id, rows: row.row_count };
  }

  /** In the transaction of the batch. Fails if another process has advanced from the same position. */
  async advance(
    trx: Kysely<unknown>,
    table: string,
    { from, to }: { readonly from: MovedSoFar; readonly to: MovedSoFar },
  ): Promise<void> {
    const { numUpdatedRows } = await (trx as unknown as Kysely<Tables>)
      .updateTable(MOVE_TABLE)
      .set({ last_row_id: to.lastRowId, row_count: to.rows })
      .where('table_name', '=', table)
      .where('last_row_id', '=', from.lastRowId)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw otherMove();
  }

  async close(): Promise<void> {
    await this.target.kysely.schema.dropTable(MOVE_TABLE).ifExists().execute();
  }
}
