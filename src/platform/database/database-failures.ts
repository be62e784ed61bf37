import { Logger } from '@nestjs/common';
import { isAppError, type AppError } from '../errors/app-error.js';
import { sql } from 'kysely';
import type { Database } from './database.js';

/** What keeps the database from storing until somebody repairs it. One that is away is found by asking it. */
const STANDING = new Set([
  'platform/database-full',
  'platform/database-read-only',
  'platform/database-disk-failed',
  'platform/database-damaged',
]);

/**
 * How the database failed, and whether it still does: for the health check and the metric, and for one line in the
 * log when it begins and one when it is over.
 */
export class DatabaseFailures {
  readonly #logger = new Logger('Database');
  readonly #counts = new Map<string, number>();
  #standing: AppError | undefined;

  /** Answers the error as it came. */
  note(error: unknown): unknown {
    if (!isAppError(error)) return error;
    this.#counts.set(error.code, (this.#counts.get(error.code) ?? 0) + 1);
    if (!STANDING.has(error.code) || isDamage(this.#standing)) return error;
    if (this.#standing?.code !== error.code) {
      this.#logger.error({ code: error.code, reason: error.data.reason, msg: error.message });
    }
    this.#standing = error;
    return error;
  }

  /** A trial was stored. A damaged database may store it and lose other things: that stays said until a restart. */
  settle(): void {
    if (!this.mayPass) return;
    this.#logger.log('the database stores again');
    this.#standing = undefined;
  }

  /** Something keeps it from storing, and might be over. */
  get mayPass(): boolean {
    return this.#standing !== undefined && !isDamage(this.#standing);
  }

  /** What kept the last change from being stored. */
  get standing(): AppError | undefined {
    return this.#standing;
  }

  /** How often each failure was met, by its code. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }
}

const isDamage = (error: AppError | undefined): boolean =>
  isAppError(error, 'platform/database-damaged');

/** Like kysely's own tables it is nobody's data (`table-shapes.ts`). */
const TABLE = 'kysely_kontor_trial';
/** More than is left where a disk has no room: single bytes may fit into what the database holds already. */
const TRIAL_CHARACTERS = 256 * 1024;

/** Stores something and removes it; whether that went. What fails is noted by the connection. */
export async function tryStoring(database: Database): Promise<boolean> {
  const { schema } = database.kysely;
  const drop = () => schema.dropTable(TABLE).ifExists().execute();
  try {
    await drop();
    await schema.createTable(TABLE).addColumn('content', 'text').execute();
    await sql`insert into ${sql.table(TABLE)} values (${'x'.repeat(TRIAL_CHARACTERS)})`.execute(
      database.kysely,
    );
    return true;
  } catch {
    return false;
  } finally {
    await drop().catch(() => undefined);
  }
}
