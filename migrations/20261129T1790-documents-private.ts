import { sql, type Kysely } from 'kysely';

/** The job that compares people with keys reads private documents alone, in the order of their ids. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index documents_private on documents (id) where custody = 'zero-knowledge'`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('documents_private').execute();
}
