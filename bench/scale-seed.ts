import type { BenchDatabase } from './scale-database.ts';

/** What hangs on a document, and on one of its versions: parents before what refers to them. */
export const DOCUMENT_TABLES = [
  'documents',
  'version_groups',
  'storage_keyrings',
  'editor_document_keys',
];
/** Filled by triggers; those with `parts` in their name are of SQLite. */
export const SEARCH_TABLES = [
  'search_titles',
  ...['data', 'idx', 'docsize'].map((name) => `search_title_parts_${name}`),
];
export const VERSION_TABLES = ['versions', 'storage_objects', 'storage_shards'];

/**
 * Fills the tables up to `count` documents of two versions each, copied row by row from one that Kontor has made:
 * the same shape, but no bytes behind. Every second one is Bob's and shared with Alice, so her list has them all.
 */
export async function seed(
  database: BenchDatabase,
  template: string,
  count: number,
): Promise<void> {
  const nowMs = Date.now();
  const ids = idsOf(database);
  const replaced: Record<string, string> = {
    document_id: ids.document,
    version_group_id: ids.group,
    group_id: ids.group,
    version_id: ids.version,
    document_key: `'seeded-' || i.n`,
    scrubbed_at_ms: String(nowMs),
    title: `'Document ' || i.n || '.txt'`,
    title_search: `'document ' || i.n || '.txt'`,
    owner: `case when i.n % 2 = 0 then ${idOf('alice')} else ${idOf('bob')} end`,
    updated_at: `${nowMs - 86_400_000} + i.n`,
  };
  const ownId: Record<string, string> = {
    documents: ids.document,
    version_groups: ids.group,
    versions: ids.version,
  };
  await database.run('begin');
  for (const table of [...DOCUMENT_TABLES, ...VERSION_TABLES]) {
    const columns = await database.columnsOf(table);
    const values = columns.map((column) =>
      column === 'id' ? ownId[table] : (replaced[column] ?? `t.${column}`),
    );
    await database.run(`insert into ${table} (${columns.join(', ')})
      with recursive i(n) as (select 1 union all select n + 1 from i where n < ${count})
      select ${values.join(', ')} from ${sourceOf(table, template)}, i`);
  }
  await database.run(`insert into document_shares
    (document_id, account_id, role, created_at, document_updated_at, document_title_search)
    select id, ${idOf('alice')}, 'editor', created_at, updated_at, title_search from documents
      where owner = ${idOf('bob')}`);
  await database.run('commit');
  await database.run('analyze');
}

const idOf = (username: string): string =>
  `(select id from accounts where username = '${username}')`;

/** `v` is the template's version a row belongs to, for its number. */
function sourceOf(table: string, template: string): string {
  if (table === 'documents') return `(select * from documents where id = '${template}') t`;
  const versions = `(select id as v_id, number as v_number from versions where document_id = '${template}') v`;
  if (table === 'versions') {
    return `(select * from versions where document_id = '${template}') t
      join ${versions} on v.v_id = t.id`;
  }
  if (VERSION_TABLES.includes(table)) {
    return `${table} t join ${versions} on v.v_id = t.version_id`;
  }
  return `(select * from ${table} where document_id = '${template}') t`;
}

function idsOf({ engine }: BenchDatabase): Record<'document' | 'group' | 'version', string> {
  const padded =
    engine === 'sqlite' ? `substr('000000000000' || i.n, -12)` : `right('000000000000' || i.n, 12)`;
  return {
    document: `'00000000-0000-7000-8000-' || ${padded}`,
    group: `'00000000-0000-7000-9000-' || ${padded}`,
    version: `'00000000-0000-700' || v.v_number || '-a000-' || ${padded}`,
  };
}
