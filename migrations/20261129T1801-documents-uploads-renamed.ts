import type { Kysely } from 'kysely';

/** Named when only desktop programs uploaded so. The version before this one did not run beside it anyway. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await rename(db, { from: 'desktop_upload', to: 'upload' });
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await rename(db, { from: 'upload', to: 'desktop_upload' });
}

async function rename(
  db: Kysely<unknown>,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<void> {
  await db.schema.dropIndex(`${from}s_expiring`).execute();
  await db.schema.alterTable(`${from}s`).renameTo(`${to}s`).execute();
  await db.schema.alterTable(`${from}_parts`).renameTo(`${to}_parts`).execute();
  await db.schema.createIndex(`${to}s_expiring`).on(`${to}s`).column('expires_at').execute();
}
