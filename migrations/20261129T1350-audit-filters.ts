import type { Kysely } from 'kysely';

/** The log is filtered by application and by result, too; both are rare among millions of entries. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const column of ['client', 'result'])
    await db.schema
      .createIndex(`audit_entries_by_${column}`)
      .on('audit_entries')
      .columns([column, 'position'])
      .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const column of ['client', 'result'])
    await db.schema.dropIndex(`audit_entries_by_${column}`).execute();
}
