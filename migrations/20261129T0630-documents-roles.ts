import type { Kysely } from 'kysely';

/** What a share allows beside its role; existing shares keep allowing all of it. */
const SWITCHES = ['may_download', 'may_print', 'may_copy'];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const name of SWITCHES) {
    await db.schema
      .alterTable('document_shares')
      .addColumn(name, 'integer', (column) => column.notNull().defaultTo(1))
      .execute();
  }
  await db.schema
    .alterTable('document_shares')
    .addColumn('reduced_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute();
}

interface Tables {
  document_shares: { role: string; may_download: number; may_print: number; may_copy: number };
}

/** Nobody gets more than they had: roles that are unknown before become viewers, shares that keep something back end. */
export async function down(db: Kysely<unknown>): Promise<void> {
  const shares = db as Kysely<Tables>;
  await shares
    .deleteFrom('document_shares')
    .where((eb) =>
      eb.or([eb('may_download', '=', 0), eb('may_print', '=', 0), eb('may_copy', '=', 0)]),
    )
    .execute();
  await shares
    .updateTable('document_shares')
    .set({ role: 'viewer' })
    .where('role', 'not in', ['viewer', 'editor'])
    .execute();
  for (const name of [...SWITCHES, 'reduced_at']) {
    await db.schema.alterTable('document_shares').dropColumn(name).execute();
  }
}
