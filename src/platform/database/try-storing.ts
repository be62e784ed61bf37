import { sql } from 'kysely';
import type { Database } from './database.js';

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
