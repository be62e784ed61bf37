import { sql, type Kysely } from 'kysely';

/**
 * Webhooks (docs/adr/0030-webhooks.md). `outbox_events`: what happened, written with the change and read within a second;
 * `webhook_messages`: what is sent about it; `webhook_deliveries`: one for each message and receiver;
 * `webhook_queues`: one for each receiver and document that has deliveries waiting, so that their order is kept;
 * `client_documents`: which application created or opened which document.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhooks')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('url', 'text', (column) => column.notNull())
    .addColumn('events', 'text', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('previous_secret', 'text')
    .addColumn('previous_until', 'bigint', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('disabled_reason', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await indexOf(db, 'webhooks', ['owner_id', 'id']);
  await db.schema
    .createTable('outbox_events')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('actor', 'text')
    .addColumn('detail', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  await indexOf(db, 'outbox_events', ['position']);
  await db.schema
    .createTable('webhook_messages')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('document_id', 'text')
    .addColumn('payload', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await indexOf(db, 'webhook_messages', ['created_at']);
  await deliveries(db);
  await relation(db);
}

async function deliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('webhook_queues')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('webhook_id', 'text', (column) =>
      column.notNull().references('webhooks.id').onDelete('cascade'),
    )
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('claimed_until', 'bigint', (column) => column.notNull())
    .execute();
  await indexOf(db, 'webhook_queues', ['webhook_id', 'next_at']);
  await db.schema
    .createTable('webhook_deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('position', 'bigint', (column) => column.notNull())
    .addColumn('webhook_id', 'text', (column) =>
      column.notNull().references('webhooks.id').onDelete('cascade'),
    )
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('queue_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('waiting_since', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('finished_at', 'bigint')
    .addColumn('last_status', 'integer')
    .addColumn('last_fault', 'text')
    .execute();
  await indexOf(db, 'webhook_deliveries', ['position']);
  await indexOf(db, 'webhook_deliveries', ['queue_id', 'state', 'position']);
  await indexOf(db, 'webhook_deliveries', ['webhook_id', 'state', 'id']);
  await indexOf(db, 'webhook_deliveries', ['state', 'finished_at']);
  await indexOf(db, 'webhook_deliveries', ['message_id']);
  await db.schema
    .createTable('webhook_state')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('holder', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute();
}

/** What applications created and opened before is in the audit log. */
async function relation(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('client_documents')
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('client_id', 'text', (column) =>
      column.notNull().references('clients.id').onDelete('cascade'),
    )
    .addPrimaryKeyConstraint('client_documents_key', ['document_id', 'client_id'])
    .execute();
  await sql`insert into client_documents (document_id, client_id)
    select distinct e.object_id, c.id from audit_entries e join clients c on c.id = e.actor_id
      where e.action in ('document.created', 'document.opened') and e.object_id is not null
        and e.result = 'ok'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  const tables = [
    ...['client_documents', 'webhook_state', 'webhook_deliveries', 'webhook_queues'],
    ...['webhook_messages', 'outbox_events', 'webhooks'],
  ];
  for (const table of tables) await db.schema.dropTable(table).execute();
}

const indexOf = (db: Kysely<unknown>, table: string, columns: readonly string[]) =>
  db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns([...columns])
    .execute();
