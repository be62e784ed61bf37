import type { Kysely } from 'kysely';

/** All of an owner in the order of their ids, deleted ones too: administrators list them and hand them over. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('documents_by_owner')
    .on('documents')
    .columns(['owner', 'id'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('documents_by_owner').execute();
}
