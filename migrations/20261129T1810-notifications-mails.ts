import type { Kysely } from 'kysely';

/**
 * Mails about notifications (docs/adr/0051-mail.md): one for what a person is told within some minutes. `mail_id` says
 * into which mail a notification goes; a mail has no words of its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('notification_mails')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'bigint', (column) => column.notNull())
    .addColumn('due_at', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('claim', 'text', (column) => column.notNull())
    .addColumn('claimed_until', 'bigint', (column) => column.notNull())
    .addColumn('tried_at', 'bigint')
    .addColumn('last_fault', 'text')
    .addColumn('last_word', 'text')
    .execute();
  for (const columns of [
    ['state', 'due_at'],
    ['account_id', 'state'],
    ['tried_at'],
    ['created_at'],
  ])
    await db.schema
      .createIndex(`notification_mails_by_${columns.join('_')}`)
      .on('notification_mails')
      .columns(columns)
      .execute();
  await db.schema.alterTable('notifications').addColumn('mail_id', 'text').execute();
  await db.schema
    .createIndex('notifications_by_mail')
    .on('notifications')
    .column('mail_id')
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('notifications_by_mail').execute();
  await db.schema.alterTable('notifications').dropColumn('mail_id').execute();
  await db.schema.dropTable('notification_mails').execute();
}
