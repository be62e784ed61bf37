import type { Kysely } from 'kysely';

/** The order of saves, why a version was set apart, and who wrote it. Null in versions that were there before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const [name, type] of [
    // The Document Server's name for the content that was edited.
    ['document_key', 'text'],
    // When the last change was made that it contains, and when the Document Server reported it.
    ['made_at', 'bigint'],
    ['reported_at', 'bigint'],
    // The number beside which it stands in the history; its own where it was committed in order.
    ['position', 'bigint'],
    ['reason', 'text'],
    // JSON.
    ['authors', 'text'],
  ] as const) {
    await db.schema.alterTable('versions').addColumn(name, type).execute();
  }
  await db.schema
    .createIndex('versions_by_document_key')
    .on('versions')
    .columns(['document_key', 'made_at'])
    .where('document_key' as never, 'is not', null as never)
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('versions_by_document_key').execute();
  for (const name of [
    ...['document_key', 'made_at', 'reported_at'],
    ...['position', 'reason', 'authors'],
  ]) {
    await db.schema.alterTable('versions').dropColumn(name).execute();
  }
}
