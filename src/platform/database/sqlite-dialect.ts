import type SQLite from 'better-sqlite3';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import type { DatabaseFailures } from './database-failures.js';
import { DurableLog } from './durable-log.js';
import { SharedCommits, type Member } from './shared-commits.js';
import { Snapshot } from './snapshot.js';
import { StatementCache, type CachedStatement } from './statement-cache.js';

export interface SqliteFile {
  readonly writer: SQLite.Database;
  readonly reader: SQLite.Database;
  /** Undefined: COMMIT itself waits for the disk. */
  readonly log: DurableLog | undefined;
}

/** SQLite for Kysely: one connection that writes, with shared commits, and one that reads what is committed. */
export class SharedCommitsDialect implements Dialect {
  readonly commits: SharedCommits;
  /** For statements that are in no transaction. */
  readonly outside: DatabaseConnection;
  readonly #driver: SharedCommitsDriver;

  constructor(file: SqliteFile, failures: DatabaseFailures) {
    const writer = new StatementCache(file.writer, failures);
    const reader = new StatementCache(file.reader, failures);
    const snapshot = new Snapshot(file.reader);
    const { log } = file;
    this.commits = new SharedCommits({ writer, snapshot, failures, log });
    const parts = { writer, reader, commits: this.commits, log };
    this.outside = new Caller(parts);
    this.#driver = new SharedCommitsDriver(parts);
  }

  createDriver(): Driver {
    return this.#driver;
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new OwnAdapter();
  }

  createIntrospector(database: Kysely<unknown>): DatabaseIntrospector {
    return new SqliteIntrospector(database);
  }
}

/**
 * Kysely would let one caller in at a time, and would make each statement of a migration a transaction of its own, since
 * `PRAGMA foreign_keys` does nothing within one. None of our migrations sets it.
 */
class OwnAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }

  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

interface DriverParts {
  readonly writer: StatementCache;
  readonly reader: StatementCache;
  readonly commits: SharedCommits;
  readonly log: DurableLog | undefined;
}

class SharedCommitsDriver implements Driver {
  constructor(private readonly parts: DriverParts) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new Caller(this.parts);
  }

  async beginTransaction(caller: Caller): Promise<void> {
    caller.member = await this.parts.commits.begin();
  }

  async commitTransaction({ member }: Caller): Promise<void> {
    if (member !== undefined) await this.parts.commits.commit(member);
  }

  async rollbackTransaction({ member }: Caller): Promise<void> {
    if (member !== undefined) await this.parts.commits.rollback(member);
  }

  async releaseConnection(): Promise<void> {}

  destroy(): Promise<void> {
    const { commits, log, reader, writer } = this.parts;
    return commits.alone(() => {
      log?.close();
      reader.close();
      writer.close();
    });
  }
}

const READS = /^\s*(?:select|with)\b/i;
/** What is in no transaction: pragmas, and the ends of transactions that somebody writes out. */
const STANDS_ALONE = /^\s*(?:pragma|begin|commit|end|rollback|vacuum|attach|detach)\b/i;

/** What Kysely takes for a connection: one caller, in a transaction of its own or in none. */
class Caller implements DatabaseConnection {
  member: Member | undefined;

  constructor(private readonly parts: DriverParts) {}

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { writer, reader, commits, log } = this.parts;
    if (this.member !== undefined) return answer<Row>(writer.prepare(sql), parameters, this.member);
    if (READS.test(sql)) {
      if (log?.isSuspect === true) await commits.commit(await commits.begin(true));
      const statement = reader.prepare(sql);
      if (statement.readonly) return answer<Row>(statement, parameters);
    }
    if (STANDS_ALONE.test(sql))
      return commits.alone(() => answer<Row>(writer.prepare(sql), parameters));
    const member = await commits.begin(true);
    let result: QueryResult<Row>;
    try {
      result = answer<Row>(writer.prepare(sql), parameters, member);
    } catch (error) {
      await commits.rollback(member);
      throw error;
    }
    await commits.commit(member);
    return result;
  }

  streamQuery(): never {
    throw new Error('rows are not streamed: an open row would keep the connection from everyone');
  }
}

function answer<Row>(
  statement: CachedStatement,
  parameters: readonly unknown[],
  member?: Member,
): QueryResult<Row> {
  if (member !== undefined && !statement.readonly) member.group.hasWritten = true;
  if (statement.reader) return { rows: statement.all(parameters) as Row[] };
  const { changes, lastInsertRowid } = statement.run(parameters);
  return {
    insertId: BigInt(lastInsertRowid),
    numAffectedRows: BigInt(changes),
    rows: [],
  };
}
