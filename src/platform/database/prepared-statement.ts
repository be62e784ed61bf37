import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Database } from './database.js';

/** Stands for a value while a statement is built. */
class Placeholder {
  constructor(readonly name: PropertyKey) {}
}

/** The value of that name in each run. Its type is that of the value, so that the statement is checked as ever. */
export type ValueNamed<Values> = <Name extends keyof Values>(name: Name) => Values[Name];

/**
 * A statement that is built and compiled once, and run with other values each time. Kysely takes longer to build and
 * compile a small statement than SQLite takes to run it. Nothing but single values may differ between two runs: no
 * list of varying length, and no part that is sometimes left out.
 */
export class PreparedStatement<Values extends object, Row> {
  readonly #compiled = new WeakMap<Database, CompiledQuery<Row>>();

  constructor(
    private readonly build: (query: Kysely<never>, value: ValueNamed<Values>) => Compilable<Row>,
  ) {}

  async all(database: Database, values: Values): Promise<readonly Row[]> {
    return (await this.#run(database, values)).rows;
  }

  async first(database: Database, values: Values): Promise<Row | undefined> {
    return (await this.#run(database, values)).rows[0];
  }

  /** Returns how many rows it changed. */
  async change(database: Database, values: Values): Promise<number> {
    return Number((await this.#run(database, values)).numAffectedRows ?? 0n);
  }

  #run(database: Database, values: Values): Promise<QueryResult<Row>> {
    const compiled = this.#compiled.get(database) ?? this.#compile(database);
    const parameters = compiled.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    return database.run<Row>({ ...compiled, parameters });
  }

  #compile(database: Database): CompiledQuery<Row> {
    const value = (name: PropertyKey) => new Placeholder(name) as never;
    const built = this.build(database.query<never>(), value).compile();
    const compiled = database.engine === 'sqlite' ? withOnePlan(built) : built;
    this.#compiled.set(database, compiled);
    return compiled;
  }
}

/**
 * SQLite prepares some statements again whenever another value is bound, because the value could allow a better plan:
 * that takes five times as long as running them. Behind a `+`, which changes nothing else, it does not look at values.
 */
function withOnePlan<Row>(compiled: CompiledQuery<Row>): CompiledQuery<Row> {
  const parts = compiled.sql.split('?');
  // Then a text contains one.
  if (parts.length !== compiled.parameters.length + 1) return compiled;
  return { ...compiled, sql: parts.join('+?') };
}

/** `prepared<Tables, Values>()((query, value) => query.selectFrom(…).where('id', '=', value('id')))` */
export const prepared =
  <Tables, Values extends object>() =>
  <Row>(
    build: (query: Kysely<Tables>, value: ValueNamed<Values>) => Compilable<Row>,
  ): PreparedStatement<Values, Row> =>
    new PreparedStatement(build as never);

/**
 * Rows into one table. All have the members of the first: code that leaves out a column makes a statement of its own.
 * Not for numbers of rows that vary freely: each is a statement, too.
 */
export class PreparedInsert<Row extends object> {
  readonly #statements = new Map<string, PreparedStatement<readonly unknown[], never>>();

  constructor(private readonly table: string) {}

  async insert(database: Database, rows: readonly Row[]): Promise<void> {
    const columns = Object.keys(rows[0] as Row);
    const name = `${rows.length} ${columns.join()}`;
    const statement = this.#statements.get(name) ?? this.#build(columns, rows.length);
    this.#statements.set(name, statement);
    const values = rows.flatMap((row) => columns.map((column) => row[column as keyof Row]));
    await statement.change(database, values);
  }

  #build(columns: readonly string[], count: number) {
    return new PreparedStatement<readonly unknown[], never>((query, value) =>
      (query as unknown as Kysely<Record<string, Record<string, unknown>>>)
        .insertInto(this.table)
        .values(
          Array.from({ length: count }, (_, row) =>
            Object.fromEntries(
              columns.map((column, at) => [column, value(row * columns.length + at)]),
            ),
          ),
        ),
    );
  }
}
