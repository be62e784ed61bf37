import { Injectable } from '@nestjs/common';
import { sql, type Selectable } from 'kysely';
import { Database } from '../platform/database/database.js';
import { prepared, PreparedInsert } from '../platform/database/prepared-statement.js';
import { VersionGroupRepository, type NewGroup } from './version-group.repository.js';
import {
  soleAuthor,
  type Asker,
  type QuarantineReason,
  type SaveMoment,
  type Version,
  type VersionAuthor,
  type VersionOrigin,
  type VersionState,
  type VersionPage,
} from './version.js';

interface VersionGroupsTable {
  id: string;
  document_id: string;
  head: number;
  last_number: number;
  created_at: number;
}

interface VersionsTable {
  id: string;
  group_id: string;
  document_id: string;
  number: number;
  state: VersionState;
  origin: VersionOrigin;
  author: string;
  size: number;
  file_type: string;
  created_at: number;
  editing_session_id: string | null;
  comment: string | null;
  changes: string | null;
  document_key: string | null;
  made_at: number | null;
  reported_at: number | null;
  position: number | null;
  reason: QuarantineReason | null;
  authors: string | null;
  server_version: string | null;
  began_with: number | null;
  asked_by: Asker | null;
}

/** Of saves that were made in one second hardly more than one is a save of the same key. */
const NEWER_SAVES = 50;
/** Below the parameter limits of both databases. */
const NUMBERS_AT_ONCE = 500;

interface Tables {
  version_groups: VersionGroupsTable;
  versions: VersionsTable;
  version_receipts: { group_id: string; receipt: string; version_id: string };
}

/** Written out: with a parameter SQLite would not use the index of current versions, and read the whole history. */
const IS_CURRENT = sql<boolean>`state = 'current'`;

const moveHead = prepared<Tables, { groupId: string; expected: number }>()((query, value) =>
  query
    .updateTable('version_groups')
    .set({ head: sql<number>`last_number + 1`, last_number: sql<number>`last_number + 1` })
    .where('id', '=', value('groupId'))
    .where('head', '=', value('expected'))
    .returning('head'),
);

const archiveCurrent = prepared<Tables, { groupId: string }>()((query, value) =>
  query
    .updateTable('versions')
    .set({ state: 'archived' })
    .where('group_id', '=', value('groupId'))
    .where(IS_CURRENT),
);

const versionRows = new PreparedInsert<VersionsTable>('versions');
const receiptRows = new PreparedInsert<Tables['version_receipts']>('version_receipts');

const findByReceipt = prepared<Tables, { groupId: string; receipt: string }>()((query, value) =>
  query
    .selectFrom('version_receipts')
    .innerJoin('versions', 'versions.id', 'version_receipts.version_id')
    .selectAll('versions')
    .where('version_receipts.group_id', '=', value('groupId'))
    .where('version_receipts.receipt', '=', value('receipt')),
);

const findHead = prepared<Tables, { groupId: string }>()((query, value) =>
  query
    .selectFrom('versions')
    .selectAll()
    .where('group_id', '=', value('groupId'))
    .where(IS_CURRENT),
);

const findVersion = prepared<Tables, { groupId: string; number: number }>()((query, value) =>
  query
    .selectFrom('versions')
    .selectAll()
    .where('group_id', '=', value('groupId'))
    .where('number', '=', value('number')),
);

const savesSince = prepared<Tables, { groupId: string; documentKey: string; madeAtMs: number }>()(
  (query, value) =>
    query
      .selectFrom('versions')
      .selectAll()
      .where('document_key', '=', value('documentKey'))
      .where('made_at', '>=', value('madeAtMs'))
      .where('group_id', '=', value('groupId'))
      .where('state', '<>', 'quarantined')
      .orderBy('made_at')
      .limit(NEWER_SAVES),
);

@Injectable()
export class KyselyVersionGroupRepository extends VersionGroupRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async insertGroup(group: NewGroup): Promise<void> {
    await this.#query()
      .insertInto('version_groups')
      .values({
        id: group.id,
        document_id: group.documentId,
        head: group.head ?? 0,
        last_number: group.lastNumber ?? 0,
        created_at: group.createdAtMs,
      })
      .execute();
  }

  async hasGroup(groupId: string): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('version_groups')
      .select('id')
      .where('id', '=', groupId)
      .executeTakeFirst();
    return row !== undefined;
  }

  async moveHead(groupId: string, expected: number): Promise<number | undefined> {
    return (await moveHead.first(this.database, { groupId, expected }))?.head;
  }

  async takeNumber(groupId: string): Promise<number | undefined> {
    const row = await this.#query()
      .updateTable('version_groups')
      .set({ last_number: sql<number>`last_number + 1` })
      .where('id', '=', groupId)
      .returning('last_number')
      .executeTakeFirst();
    return row?.last_number;
  }

  async archiveCurrent(groupId: string): Promise<void> {
    await archiveCurrent.change(this.database, { groupId });
  }

  async insertVersion(version: Version): Promise<void> {
    await versionRows.insert(this.database, [rowOf(version)]);
  }

  async removeVersion(versionId: string): Promise<boolean> {
    const isRemovable = this.#query()
      .selectFrom('versions')
      .select('id')
      .where('id', '=', versionId)
      .where('state', '<>', 'current');
    await this.#query()
      .deleteFrom('version_receipts')
      .where('version_id', 'in', isRemovable)
      .execute();
    const row = await this.#query()
      .deleteFrom('versions')
      .where('id', '=', versionId)
      .where('state', '<>', 'current')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  async setComment(versionIds: readonly string[], comment: string): Promise<void> {
    if (versionIds.length === 0) return;
    await this.#query()
      .updateTable('versions')
      .set({ comment })
      .where('id', 'in', versionIds)
      .execute();
  }

  async insertReceipt(groupId: string, receipt: string, versionId: string): Promise<void> {
    const row = { group_id: groupId, receipt, version_id: versionId };
    await receiptRows.insert(this.database, [row]);
  }

  async findByReceipt(groupId: string, receipt: string): Promise<Version | undefined> {
    const row = await findByReceipt.first(this.database, { groupId, receipt });
    return row && versionOf(row);
  }

  async findHead(groupId: string): Promise<Version | undefined> {
    const row = await findHead.first(this.database, { groupId });
    return row && versionOf(row);
  }

  async headsOf(groupIds: readonly string[]): Promise<readonly Version[]> {
    if (groupIds.length === 0) return [];
    const rows = await this.#query()
      .selectFrom('versions')
      .selectAll()
      .where('group_id', 'in', groupIds)
      .where(IS_CURRENT)
      .execute();
    return rows.map(versionOf);
  }

  async findVersion(groupId: string, number: number): Promise<Version | undefined> {
    const row = await findVersion.first(this.database, { groupId, number });
    return row && versionOf(row);
  }

  async existingOf(groupId: string, numbers: readonly number[]): Promise<ReadonlySet<number>> {
    const found = new Set<number>();
    for (let at = 0; at < numbers.length; at += NUMBERS_AT_ONCE) {
      const rows = await this.#query()
        .selectFrom('versions')
        .select('number')
        .where('group_id', '=', groupId)
        .where('number', 'in', numbers.slice(at, at + NUMBERS_AT_ONCE))
        .execute();
      for (const { number } of rows) found.add(number);
    }
    return found;
  }

  async savesSince(groupId: string, save: SaveMoment): Promise<readonly Version[]> {
    const { documentKey, madeAtMs } = save;
    const rows = await savesSince.all(this.database, { groupId, documentKey, madeAtMs });
    return rows.map(versionOf);
  }

  async findSetApart(
    groupId: string,
    { documentKey, reason }: { readonly documentKey: string; readonly reason: QuarantineReason },
  ): Promise<Version | undefined> {
    const row = await this.#query()
      .selectFrom('versions')
      .selectAll()
      .where('document_key', '=', documentKey)
      .where('group_id', '=', groupId)
      .where('reason', '=', reason)
      .limit(1)
      .executeTakeFirst();
    return row && versionOf(row);
  }

  async listVersions(groupId: string, page?: VersionPage): Promise<readonly Version[]> {
    const all = this.#query().selectFrom('versions').selectAll().where('group_id', '=', groupId);
    if (page === undefined) return (await all.orderBy(NEWEST_FIRST).execute()).map(versionOf);
    const { after, limit } = page;
    const numbered = all.select(
      sql<number>`row_number() over (order by ${NEWEST_FIRST})`.as('place'),
    );
    const query = this.#query().selectFrom(numbered.as('numbered')).selectAll().orderBy('place');
    const before = this.#query()
      .selectFrom(numbered.as('earlier'))
      .select('earlier.place')
      .where('earlier.number', '=', after ?? 0);
    const rows = await (after === undefined ? query : query.where('place', '>', before))
      .limit(limit)
      .execute();
    return rows.map(versionOf);
  }

  #query() {
    return this.database.query<Tables>();
  }
}

/** Of those at one position, which are saves of one key: a final save first, then as they were committed. */
const NEWEST_FIRST = sql`coalesce(position, number) desc, made_at desc,
  case when origin = 'force-save' then 1 else 0 end, number`;

const rowOf = (version: Version): VersionsTable => ({
  id: version.id,
  group_id: version.groupId,
  document_id: version.documentId,
  number: version.number,
  state: version.state,
  origin: version.origin,
  author: version.author,
  size: version.size,
  file_type: version.fileType,
  created_at: version.createdAtMs,
  editing_session_id: version.editingSessionId,
  comment: version.comment,
  changes: version.changes,
  document_key: version.save?.documentKey ?? null,
  made_at: version.save?.madeAtMs ?? null,
  reported_at: version.save?.reportedAtS ?? null,
  position: version.position,
  reason: version.reason,
  authors: writeAuthors(version),
  server_version: version.serverVersion,
  began_with: version.beganWith,
  asked_by: version.askedBy,
});

const versionOf = (row: Selectable<VersionsTable>): Version => ({
  id: row.id,
  groupId: row.group_id,
  documentId: row.document_id,
  number: row.number,
  state: row.state,
  origin: row.origin,
  author: row.author,
  size: row.size,
  fileType: row.file_type,
  createdAtMs: row.created_at,
  editingSessionId: row.editing_session_id,
  comment: row.comment,
  changes: row.changes,
  serverVersion: row.server_version,
  beganWith: row.began_with,
  askedBy: row.asked_by,
  reason: row.reason,
  position: row.position ?? row.number,
  save:
    row.document_key === null
      ? null
      : {
          documentKey: row.document_key,
          madeAtMs: row.made_at ?? row.created_at,
          reportedAtS: row.reported_at ?? 0,
        },
  authors: readAuthors(row.authors, { author: row.author, createdAtMs: row.created_at }),
});

type StoredAuthor = readonly [
  accountId: string,
  displayName: string | null,
  fromMs: number,
  toMs: number,
];

/** Null where the author is the only one. */
function writeAuthors({ author, authors, createdAtMs }: Version): string | null {
  const [first] = authors;
  const isPlain = authors.length === 1 && first?.accountId === author && first.toMs === createdAtMs;
  if (authors.length === 0 || isPlain) return null;
  return JSON.stringify(
    authors.map(({ accountId, displayName, fromMs, toMs }): StoredAuthor => [
      ...([accountId, displayName, fromMs, toMs] as const),
    ]),
  );
}

function readAuthors(
  stored: string | null,
  { author, createdAtMs }: Pick<Version, 'author' | 'createdAtMs'>,
): readonly VersionAuthor[] {
  if (stored === null) return [soleAuthor(author, createdAtMs)];
  return (JSON.parse(stored) as readonly StoredAuthor[]).map(
    ([accountId, displayName, fromMs, toMs]) => ({ accountId, displayName, fromMs, toMs }),
  );
}
