import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type { MembershipsTable } from '../../platform/identity/groups.js';
import type { SharedRole } from '../document.js';
import { RIGHTS, rightsOf, type PersonRights, type Right } from '../rights.js';
import {
  GroupShareRepository,
  HeldRights,
  type GroupShare,
  type Loss,
} from './group-share.repository.js';
import { switchesOf, type RightsColumns } from './share-columns.kysely.js';

interface GroupSharesTable extends RightsColumns {
  document_id: string;
  group_id: string;
  role: SharedRole;
  created_at: number;
  /** Copies, as in `document_shares`. */
  document_updated_at: number;
  document_title_search: string;
}

interface Tables {
  documents: {
    id: string;
    owner: string;
    custody: string;
    updated_at: number;
    title_search: string;
  };
  document_group_shares: GroupSharesTable;
  document_lost_rights: { document_id: string; holder: string; rights: string; lost_at: number };
  access_group_members: MembershipsTable;
}

export class KyselyGroupShareRepository extends GroupShareRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(documentId: string, groupId: string): Promise<GroupShare | undefined> {
    const row = await this.#query()
      .selectFrom('document_group_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .where('group_id', '=', groupId)
      .executeTakeFirst();
    return row && shareOf(row);
  }

  async list(documentId: string): Promise<readonly GroupShare[]> {
    const rows = await this.#query()
      .selectFrom('document_group_shares')
      .selectAll()
      .where('document_id', '=', documentId)
      .orderBy('group_id')
      .execute();
    return rows.map(shareOf);
  }

  async listOfOwner(owner: string, documentIds: readonly string[]): Promise<readonly GroupShare[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#query()
      .selectFrom('document_group_shares as s')
      .innerJoin('documents as d', 'd.id', 's.document_id')
      .selectAll('s')
      .where('s.document_id', 'in', documentIds)
      .where('d.owner', '=', owner)
      .execute();
    return rows.map(shareOf);
  }

  async put({ documentId, groupId, role, switches, createdAtMs }: GroupShare): Promise<void> {
    const rights = {
      role,
      may_download: Number(switches.download),
      may_print: Number(switches.print),
      may_copy: Number(switches.copy),
    };
    await this.#query()
      .insertInto('document_group_shares')
      .columns([
        ...(['document_id', 'group_id', 'role', 'may_download', 'may_print', 'may_copy'] as const),
        ...(['created_at', 'document_updated_at', 'document_title_search'] as const),
      ])
      .expression((eb) =>
        eb
          .selectFrom('documents')
          .select((of) => [
            of.val(documentId).as('document_id'),
            of.val(groupId).as('group_id'),
            of.val(role).as('role'),
            sql<number>`cast(${rights.may_download} as integer)`.as('may_download'),
            sql<number>`cast(${rights.may_print} as integer)`.as('may_print'),
            sql<number>`cast(${rights.may_copy} as integer)`.as('may_copy'),
            sql<number>`cast(${createdAtMs} as bigint)`.as('created_at'),
            'updated_at',
            'title_search',
          ])
          .where('id', '=', documentId),
      )
      .onConflict((conflict) => conflict.columns(['document_id', 'group_id']).doUpdateSet(rights))
      .execute();
  }

  async remove(documentId: string, groupId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query()
      .deleteFrom('document_group_shares')
      .where('document_id', '=', documentId)
      .where('group_id', '=', groupId)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async sharedAmong(
    documentIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (documentIds.length === 0 || groupIds.length === 0) return new Set();
    const rows = await this.#query()
      .selectFrom('document_group_shares')
      .select('document_id')
      .distinct()
      .where('document_id', 'in', documentIds)
      .where('group_id', 'in', groupIds)
      .execute();
    return new Set(rows.map((row) => row.document_id));
  }

  async privateOf(groupIds: readonly string[], limit?: number): Promise<readonly string[]> {
    if (groupIds.length === 0) return [];
    const rows = await this.#query()
      .selectFrom('document_group_shares as s')
      .innerJoin('documents as d', 'd.id', 's.document_id')
      .select('d.id')
      .distinct()
      .where('s.group_id', 'in', groupIds)
      .where('d.custody', '=', 'zero-knowledge')
      .$if(limit !== undefined, (query) => query.limit(limit!))
      .execute();
    return rows.map(({ id }) => id);
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const shareOf = (row: GroupSharesTable): GroupShare => ({
  documentId: row.document_id,
  groupId: row.group_id,
  role: row.role,
  switches: switchesOf(row),
  createdAtMs: row.created_at,
});

interface HeldRow extends RightsColumns {
  role: SharedRole;
}

/** Each part is a look-up by key: the document's shares that are the person's own, and those with their groups. */
export class KyselyHeldRights extends HeldRights {
  constructor(private readonly database: Database) {
    super();
  }

  async of(documentId: string, accountId: string): Promise<readonly PersonRights[]> {
    const { rows } = await sql<HeldRow>`
      select role, may_download, may_print, may_copy from document_shares
      where document_id = ${documentId} and account_id = ${accountId}
      union all
      select s.role, s.may_download, s.may_print, s.may_copy from document_group_shares s
      join access_group_members m on m.group_id = s.group_id and m.account_id = ${accountId}
      where s.document_id = ${documentId} and m.ended_at is null`.execute(this.#query());
    return rows.map((row) => rightsOf(row.role, switchesOf(row)));
  }

  async lostBy(documentId: string, accountId: string): Promise<readonly Loss[]> {
    const { rows: ended } = await sql<HeldRow & { ended_at: number }>`
      select s.role, s.may_download, s.may_print, s.may_copy, m.ended_at
      from document_group_shares s
      join access_group_members m on m.group_id = s.group_id and m.account_id = ${accountId}
      where s.document_id = ${documentId} and m.ended_at is not null`.execute(this.#query());
    const { rows: reduced } = await sql<{ rights: string; lost_at: number }>`
      select l.rights, l.lost_at from document_lost_rights l
      left join access_group_members m on m.group_id = l.holder and m.account_id = ${accountId}
      where l.document_id = ${documentId} and (l.holder = ${accountId} or
        (m.since <= l.lost_at and (m.ended_at is null or m.ended_at >= l.lost_at)))`.execute(
      this.#query(),
    );
    return [
      ...ended.map((row) => ({
        may: rightsOf(row.role, switchesOf(row)).may,
        atMs: row.ended_at,
      })),
      ...reduced.map((row) => ({ may: rightsIn(row.rights), atMs: row.lost_at })),
    ];
  }

  /** With what the holder lost before: who opened it in between is asked for more than they had, never for less. */
  async recordLoss(documentId: string, holder: string, { may, atMs }: Loss): Promise<void> {
    const before = await this.#query()
      .selectFrom('document_lost_rights')
      .select('rights')
      .where('document_id', '=', documentId)
      .where('holder', '=', holder)
      .executeTakeFirst();
    const all = new Set([...rightsIn(before?.rights ?? ''), ...may]);
    const lost = { rights: [...all].join(' '), lost_at: atMs };
    await this.#query()
      .insertInto('document_lost_rights')
      .values({ document_id: documentId, holder, ...lost })
      .onConflict((conflict) => conflict.columns(['document_id', 'holder']).doUpdateSet(lost))
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const rightsIn = (text: string): ReadonlySet<Right> =>
  new Set(text.split(' ').filter((word): word is Right => RIGHTS.some((right) => right === word)));
