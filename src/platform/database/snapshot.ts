import type SQLite from 'better-sqlite3';

/** Keeps a connection that only reads at what is in the database now, until it is released. */
export class Snapshot {
  readonly #begin: SQLite.Statement;
  readonly #look: SQLite.Statement;
  readonly #end: SQLite.Statement;

  constructor(private readonly reader: SQLite.Database) {
    this.#begin = reader.prepare('begin');
    this.#look = reader.prepare('select 1 from sqlite_schema limit 1');
    this.#end = reader.prepare('commit');
  }

  /** SQLite takes the snapshot with the first look. */
  hold(): void {
    if (this.reader.inTransaction) return;
    this.#begin.run();
    this.#look.get();
  }

  release(): void {
    if (this.reader.inTransaction) this.#end.run();
  }
}
