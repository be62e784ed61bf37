import type { CreateTableBuilder, Kysely } from 'kysely';

/**
 * The audit log (docs/adr/0022-audit-log.md). `audit_written`: entries as their actions wrote them, for a second or so;
 * `audit_entries`: the chain, which is only appended to; `audit_seals`: signed daily; `audit_state`: where the chain
 * ends, and what its last verification found.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await withMembers(db.schema.createTable('audit_written'))
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('mac', 'text', (column) => column.notNull())
    .execute();
  await withMembers(db.schema.createTable('audit_entries'))
    .addColumn('position', 'bigint', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('previous_hash', 'text', (column) => column.notNull())
    .execute();
  // Not unique: a row with the id of another one must not stop the chain; its verification names it.
  await indexOf(db, 'audit_entries_by_id', ['id']);
  await indexOf(db, 'audit_entries_by_object', ['object_id', 'position']);
  await indexOf(db, 'audit_entries_by_actor', ['actor', 'position']);
  await indexOf(db, 'audit_entries_by_action', ['action', 'position']);
  await indexOf(db, 'audit_entries_by_time', ['at']);
  await db.schema
    .createTable('audit_seals')
    .addColumn('number', 'bigint', (column) => column.primaryKey())
    .addColumn('to_position', 'bigint', (column) => column.notNull())
    .addColumn('sealed_at', 'bigint', (column) => column.notNull())
    .addColumn('line', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('audit_state')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('line', 'text', (column) => column.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['audit_state', 'audit_seals', 'audit_entries', 'audit_written'])
    await db.schema.dropTable(table).execute();
}

const withMembers = <Table extends string>(table: CreateTableBuilder<Table>) =>
  table
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('actor', 'text')
    .addColumn('actor_id', 'text')
    .addColumn('on_behalf_of', 'text')
    .addColumn('client', 'text')
    .addColumn('address', 'text')
    .addColumn('action', 'text', (column) => column.notNull())
    .addColumn('object_type', 'text')
    .addColumn('object_id', 'text')
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('detail', 'text');

const indexOf = (db: Kysely<unknown>, name: string, columns: readonly string[]) =>
  db.schema
    .createIndex(name)
    .on('audit_entries')
    .columns([...columns])
    .execute();
