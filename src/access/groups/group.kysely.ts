import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import type {
  EndedMembership,
  FoundGroup,
  Group,
  MembershipsTable,
} from '../../platform/identity/groups.js';
import { askedWords, wordsIn } from '../accounts/person-words.js';
import { WordIndex } from '../accounts/word-index.kysely.js';
import { foldedName, LOCAL, type ForeignGroup, type StoredGroup } from './group.js';
import { GroupRepository, type GroupPage, type MemberPage } from './group.repository.js';

interface GroupsTable {
  id: string;
  source: string;
  external_id: string | null;
  name: string;
  name_folded: string;
  created_at: number;
  removed_at: number | null;
}

interface Tables {
  access_groups: GroupsTable;
  access_group_members: MembershipsTable;
  accounts: { id: string; username: string };
}

/** Both engines take far more values in one statement; this keeps each one short. */
const AT_ONCE = 500;

export class KyselyGroupRepository extends GroupRepository {
  readonly #words: WordIndex;

  constructor(private readonly database: Database) {
    super();
    this.#words = new WordIndex(database, 'access_group_words');
  }

  async insert(group: StoredGroup): Promise<boolean> {
    const result = await this.#query()
      .insertInto('access_groups')
      .values({
        ...{ id: group.id, source: group.source, external_id: group.externalId },
        ...{ name: group.name, name_folded: foldedName(group.name) },
        ...{ created_at: group.createdAtMs, removed_at: null },
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
    await this.#words.keep(group.id, wordsIn([group.name]));
    return true;
  }

  async find(id: string): Promise<StoredGroup | undefined> {
    const row = await this.#groups().where('id', '=', id).executeTakeFirst();
    return row && groupOf(row);
  }

  async findLocal(name: string): Promise<StoredGroup | undefined> {
    const row = await this.#groups()
      .where('name_folded', '=', foldedName(name))
      .where('source', '=', LOCAL)
      .executeTakeFirst();
    return row && groupOf(row);
  }

  async withIds(ids: readonly string[]): Promise<readonly FoundGroup[]> {
    const found: FoundGroup[] = [];
    for (const some of inParts(ids))
      found.push(...(await this.#counted().where('g.id', 'in', some).execute()));
    return found;
  }

  async list({ search, after, limit }: GroupPage): Promise<readonly FoundGroup[]> {
    return this.#counted()
      .$if(search !== undefined, (query) => query.where(nameLike(`%${escaped(search!)}%`)))
      .$if(after !== undefined, (query) =>
        query.where(
          sql<SqlBool>`(g.name_folded, g.id) > (${foldedName(after!.name)}, ${after!.id})`,
        ),
      )
      .orderBy('g.name_folded')
      .orderBy('g.id')
      .limit(limit)
      .execute();
  }

  async startingWith(text: string, limit: number): Promise<readonly FoundGroup[]> {
    const ids = await this.#words.find(
      askedWords(text),
      limit,
      sql<SqlBool>`exists (
      select 1 from access_groups g where g.id = w.subject_id and g.removed_at is null)`,
    );
    if (ids.length === 0) return [];
    return this.#counted()
      .where('g.id', 'in', ids)
      .orderBy('g.name_folded')
      .orderBy('g.id')
      .execute();
  }

  async remove(id: string, nowMs: number): Promise<void> {
    await this.#query()
      .updateTable('access_groups')
      .set({ removed_at: nowMs })
      .where('id', '=', id)
      .execute();
    await this.#query()
      .updateTable('access_group_members')
      .set({ ended_at: nowMs })
      .where('group_id', '=', id)
      .where('ended_at', 'is', null)
      .execute();
  }

  async keep(
    source: string,
    groups: readonly ForeignGroup[],
    { newId, nowMs }: { readonly newId: () => string; readonly nowMs: number },
  ): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (const some of inParts(groups)) {
      const known = await this.#ofSource(source, some);
      const missing = some.filter(({ externalId }) => !known.has(externalId));
      for (const { externalId, name } of missing) {
        const group = { id: newId(), name, source, externalId, createdAtMs: nowMs };
        await this.insert(group);
      }
      // Another instance may have added one at this moment: its id counts.
      const all = missing.length === 0 ? known : await this.#ofSource(source, some);
      for (const { externalId, name } of some) {
        const kept = all.get(externalId);
        if (kept === undefined) continue;
        ids.set(externalId, kept.id);
        if (kept.name !== name) await this.#rename(kept.id, name);
      }
    }
    return ids;
  }

  async ofPerson(accountId: string): Promise<readonly Group[]> {
    const rows = await this.#query()
      .selectFrom('access_group_members as m')
      .innerJoin('access_groups as g', 'g.id', 'm.group_id')
      .select(['g.id', 'g.name', 'g.source', 'g.name_folded'])
      .where('m.account_id', '=', accountId)
      .where('m.ended_at', 'is', null)
      .where('g.removed_at', 'is', null)
      .execute();
    // Sorted here: for the sake of an order, a database reads all groups by their name.
    return rows.toSorted(byName).map(({ id, name, source }) => ({ id, name, source }));
  }

  async membersOf(groupIds: readonly string[]): Promise<readonly string[]> {
    const accounts = new Set<string>();
    for (const some of inParts(groupIds)) {
      const rows = await this.#query()
        .selectFrom('access_group_members')
        .select('account_id')
        .where('group_id', 'in', some)
        .where('ended_at', 'is', null)
        .execute();
      for (const row of rows) accounts.add(row.account_id);
    }
    return [...accounts];
  }

  async membersBy(groupId: string, { after, limit }: MemberPage): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('access_group_members as m')
      .innerJoin('accounts as a', 'a.id', 'm.account_id')
      .select('a.id')
      .where('m.group_id', '=', groupId)
      .where('m.ended_at', 'is', null)
      .$if(after !== undefined, (query) => query.where('a.username', '>', after!))
      .orderBy('a.username')
      .limit(limit)
      .execute();
    return rows.map(({ id }) => id);
  }

  async add(groupId: string, accountIds: readonly string[], nowMs: number): Promise<number> {
    let added = 0n;
    for (const some of inParts(accountIds)) {
      const result = await this.#query()
        .insertInto('access_group_members')
        .values(
          some.map((account_id) => ({
            group_id: groupId,
            account_id,
            since: nowMs,
            ended_at: null,
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['group_id', 'account_id'])
            .doUpdateSet({ since: nowMs, ended_at: null })
            .where('access_group_members.ended_at', 'is not', null),
        )
        .executeTakeFirst();
      added += result.numInsertedOrUpdatedRows ?? 0n;
    }
    return Number(added);
  }

  async end(groupId: string, accountIds: readonly string[], nowMs: number): Promise<number> {
    let ended = 0n;
    for (const some of inParts(accountIds)) {
      const result = await this.#query()
        .updateTable('access_group_members')
        .set({ ended_at: nowMs })
        .where('group_id', '=', groupId)
        .where('account_id', 'in', some)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      ended += result.numUpdatedRows;
    }
    return Number(ended);
  }

  async endedSince(ms: number): Promise<readonly EndedMembership[]> {
    const rows = await this.#query()
      .selectFrom('access_group_members')
      .select(['group_id', 'account_id', 'ended_at'])
      .where('ended_at', '>', ms)
      .execute();
    return rows.map((row) => ({
      ...{ groupId: row.group_id, accountId: row.account_id, endedAtMs: row.ended_at ?? 0 },
    }));
  }

  async #ofSource(source: string, groups: readonly ForeignGroup[]) {
    const rows = await this.#query()
      .selectFrom('access_groups')
      .select(['id', 'name', 'external_id'])
      .where('source', '=', source)
      .where(
        'external_id',
        'in',
        groups.map(({ externalId }) => externalId),
      )
      .execute();
    return new Map(rows.map((row) => [row.external_id ?? '', row]));
  }

  async #rename(id: string, name: string): Promise<void> {
    await this.#query()
      .updateTable('access_groups')
      .set({ name, name_folded: foldedName(name) })
      .where('id', '=', id)
      .execute();
    await this.#words.keep(id, wordsIn([name]));
  }

  #groups() {
    return this.#query().selectFrom('access_groups').selectAll().where('removed_at', 'is', null);
  }

  #counted() {
    return this.#query()
      .selectFrom('access_groups as g')
      .select(['g.id', 'g.name', 'g.source'])
      .select((eb) =>
        eb
          .selectFrom('access_group_members as m')
          .select(sql<number>`cast(count(*) as integer)`.as('members'))
          .whereRef('m.group_id', '=', 'g.id')
          .where('m.ended_at', 'is', null)
          .$asScalar()
          .$notNull()
          .as('members'),
      )
      .where('g.removed_at', 'is', null);
  }

  #query() {
    return this.database.query<Tables>();
  }
}

type Named = Pick<GroupsTable, 'name_folded' | 'source'>;

const byName = (one: Named, other: Named): number => {
  const [a, b] = [`${one.name_folded}\0${one.source}`, `${other.name_folded}\0${other.source}`];
  return a < b ? -1 : 1;
};

const nameLike = (pattern: string) =>
  sql<SqlBool>`g.name_folded like ${foldedName(pattern)} escape '!'`;

const escaped = (text: string): string => text.replace(/[!%_]/g, '!$&');

function inParts<T>(all: readonly T[]): (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE)
    parts.push(all.slice(from, from + AT_ONCE));
  return parts;
}

const groupOf = (row: GroupsTable): StoredGroup => ({
  ...{ id: row.id, name: row.name, source: row.source },
  ...{ externalId: row.external_id, createdAtMs: row.created_at },
});
