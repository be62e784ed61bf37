import { Logger } from '@nestjs/common';
import { isAppError, type AppError } from '../errors/app-error.js';
import { sql, type Kysely } from 'kysely';

/** Failures that last until an administrator acts. An unreachable database is found by a ping instead. */
const STANDING = new Set([
  'platform/database-full',
  'platform/database-read-only',
  'platform/database-disk-failed',
  'platform/database-damaged',
]);

/**
 * Records failures of the database for the health check and the metric, and logs one line when a lasting failure
 * begins and one when it is over.
 */
export class DatabaseFailures {
  readonly #logger = new Logger('Database');
  readonly #counts = new Map<string, number>();
  #standing: AppError | undefined;

  /** Records the error and returns it unchanged. */
  note(error: unknown): unknown {
    // What somebody sent is no failure of the database.
    if (!isAppError(error) || error.kind === 'invalid') return error;
    this.#counts.set(error.code, (this.#counts.get(error.code) ?? 0) + 1);
    if (!STANDING.has(error.code) || isDamage(this.#standing)) return error;
    if (this.#standing?.code !== error.code) {
      this.#logger.error({ code: error.code, reason: error.data.reason, msg: error.message });
    }
    this.#standing = error;
    return error;
  }

  /** A trial write succeeded. Damage stays reported until a restart: a damaged database may still store a trial. */
  settle(): void {
    if (!this.isTransient) return;
    this.#logger.log('The database stores changes again');
    this.#standing = undefined;
  }

  /** There is a lasting failure that may be over. */
  get isTransient(): boolean {
    return this.#standing !== undefined && !isDamage(this.#standing);
  }

  /** The lasting failure, if there is one. */
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
/** Large enough to need new space on disk: single bytes may fit into pages that the database has already. */
const TRIAL_CHARACTERS = 256 * 1024;

/** Whether a trial write succeeds; it is removed again. The connection records a failure. */
export async function tryStoring(kysely: Kysely<unknown>): Promise<boolean> {
  const { schema } = kysely;
  const drop = () => schema.dropTable(TABLE).ifExists().execute();
  try {
    await drop();
    await schema.createTable(TABLE).addColumn('content', 'text').execute();
    await sql`insert into ${sql.table(TABLE)} values (${'x'.repeat(TRIAL_CHARACTERS)})`.execute(
      kysely,
    );
    return true;
  } catch {
    return false;
  } finally {
    await drop().catch(() => undefined);
  }
}
