import { expect, it } from '@jest/globals';
import { sql, type Kysely } from 'kysely';
import * as accounts from '../../migrations/20261129T1040-access-account-ids.js';
import * as elsewhere from '../../migrations/20261129T1041-account-ids-elsewhere.js';
import * as uploads from '../../migrations/20261129T1801-documents-uploads-renamed.js';
import { describeOnBothEngines } from '../engines.js';

const UUID = '01a20320-a200-7586-b388-818a3f6972a4';

describeOnBothEngines('the ids of accounts that were here before', ({ open }) => {
  it('should be their names of then, and go back to names', async () => {
    const { kysely: db } = await open();
    await down(db);
    await addAccount(db, 'anna', 'berta');
    await addDocument(db, '1', { owner: 'anna', reader: 'berta' });
    await addDocument(db, '2', { owner: 'zoe', reader: 'anna' });
    await sql`insert into identities values ('anna', 'age1', 'managed', null, 1)`.execute(db);
    await sql`insert into identity_sealings values ('s', 'anna', 'passphrase', 'P', null, 'x', 1)`.execute(
      db,
    );

    await up(db);
    expect(await owners(db)).toEqual(['anna', 'zoe']);
    expect(await namesOf(db)).toEqual(['anna=anna', 'berta=berta', 'zoe=zoe']);
    // They exchange their names, and somebody new comes.
    await sql`update accounts set username = '?' where id = 'anna'`.execute(db);
    await sql`update accounts set username = 'anna' where id = 'berta'`.execute(db);
    await sql`update accounts set username = 'berta' where id = 'anna'`.execute(db);
    await sql`update accounts set origin = 'local' where id = 'zoe'`.execute(db);
    await sql`insert into accounts (id, username, display_name, display_name_folded, is_admin, disabled,
      token_generation, created_at) values (${UUID}, 'käthi & co', 'K', 'k', 0, 0, 1, 1)`.execute(
      db,
    );
    await addShare(db, '1', { column: 'account_id', reader: UUID });
    await addShare(db, '1', { column: 'account_id', reader: 'anna' });

    await down(db);
    expect(await owners(db)).toEqual(['berta', 'zoe']);
    const { rows } = await sql<{ username: string }>`
      select username from document_shares where document_id = '1' order by username`.execute(db);
    expect(rows.map(({ username }) => username)).toEqual(['anna', 'berta', 'käthi & co']);
    const kept = await sql<{ username: string }>`select username from identity_sealings`.execute(
      db,
    );
    expect(kept.rows).toEqual([{ username: 'berta' }]);

    await up(db);
    expect(await namesOf(db)).toEqual([
      ...['anna=anna', 'berta=berta', 'käthi & co=käthi & co', 'zoe=zoe'],
    ]);
  });
});

async function up(db: Kysely<unknown>): Promise<void> {
  await accounts.up(db);
  await elsewhere.up(db);
  await uploads.up(db);
}

/** What came later stays, but for the names of tables that these know. */
async function down(db: Kysely<unknown>): Promise<void> {
  await uploads.down(db);
  await elsewhere.down(db);
  await accounts.down(db);
}

async function addAccount(db: Kysely<unknown>, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await sql`insert into accounts (username, display_name, display_name_folded, is_admin, disabled,
      token_generation, created_at) values (${name}, ${name}, ${name}, 0, 0, 1, 1)`.execute(db);
  }
}

async function addDocument(
  db: Kysely<unknown>,
  id: string,
  { owner, reader }: { readonly owner: string; readonly reader: string },
): Promise<void> {
  await sql`insert into documents (id, title, title_search, file_type, state, owner, custody,
    version_group_id, created_at, updated_at)
    values (${id}, 'T', 't', 'txt', 'active', ${owner}, 'managed', ${`g${id}`}, 1, 1)`.execute(db);
  await addShare(db, id, { column: 'username', reader });
}

const addShare = (
  db: Kysely<unknown>,
  id: string,
  { column, reader }: { readonly column: string; readonly reader: string },
) =>
  sql`insert into document_shares (document_id, ${sql.ref(column)}, role, created_at,
    document_updated_at, document_title_search) values (${id}, ${reader}, 'viewer', 1, 1, '')`.execute(
    db,
  );

async function owners(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ owner: string }>`select owner from documents order by id`.execute(
    db,
  );
  return rows.map(({ owner }) => owner);
}

async function namesOf(db: Kysely<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string; username: string }>`
    select id, username from accounts order by id`.execute(db);
  return rows.map(({ id, username }) => `${id}=${username}`).sort();
}
