import type { Kysely } from 'kysely';

/** Entries of a person are found under all their names, also those that an application made for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['audit_written', 'audit_entries'])
    await db.schema.alterTable(table).addColumn('on_behalf_of_id', 'text').execute();
  for (const column of COLUMNS)
    await db.schema
      .createIndex(`audit_entries_by_${column}`)
      .on('audit_entries')
      .columns([column, 'position'])
      .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const column of COLUMNS) await db.schema.dropIndex(`audit_entries_by_${column}`).execute();
  for (const table of ['audit_entries', 'audit_written'])
    await db.schema.alterTable(table).dropColumn('on_behalf_of_id').execute();
}

const COLUMNS = ['actor_id', 'on_behalf_of_id'];
