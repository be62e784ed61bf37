import type { Kysely } from 'kysely';

/** What documents made on the desktop wait for, and what arrives from there in pieces. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desktop_documents')
    .addColumn('document_id', 'text', (column) => column.primaryKey())
    .addColumn('template_id', 'text', (column) => column.notNull())
    .addColumn('template_title', 'text', (column) => column.notNull())
    .addColumn('filename', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text', (column) => column.notNull())
    .addColumn('language', 'integer')
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('content_controls', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .execute();
  await db.schema
    .createIndex('desktop_documents_waiting')
    .on('desktop_documents')
    .column('created_at')
    .where('ended_at' as never, 'is', null as never)
    .execute();
  await createUploads(db);
}

async function createUploads(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('desktop_uploads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('document_id', 'text', (column) => column.notNull())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('file_type', 'text', (column) => column.notNull())
    .addColumn('length', 'bigint', (column) => column.notNull())
    .addColumn('received', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex('desktop_uploads_expiring')
    .on('desktop_uploads')
    .column('expires_at')
    .execute();
  await db.schema
    .createTable('desktop_upload_parts')
    .addColumn('upload_id', 'text', (column) => column.notNull())
    .addColumn('start', 'bigint', (column) => column.notNull())
    .addColumn('stored', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('desktop_upload_parts_pk', ['upload_id', 'start'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('desktop_upload_parts').execute();
  await db.schema.dropTable('desktop_uploads').execute();
  await db.schema.dropTable('desktop_documents').execute();
}
