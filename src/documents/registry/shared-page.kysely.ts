import { sql, type RawBuilder } from 'kysely';
import type { Engine } from '../../platform/database/database.js';
import type { ListFilter } from './document.repository.js';

const COLUMNS = sql.raw(
  's.document_id, s.document_updated_at, s.role, s.may_download, s.may_print, s.may_copy',
);
const NEWEST_FIRST = sql.raw('order by s.document_updated_at desc, s.document_id desc');

type TitleLike = (column: string, search: string) => RawBuilder<boolean>;

/**
 * One page of what is shared with a person, by their own shares and by those with their groups, last changed first: one
 * statement, a row for each share. Cross joins, because SQLite keeps their order.
 */
export function sharedPage(
  engine: Engine,
  filter: ListFilter,
  titleLike: TitleLike,
): RawBuilder<unknown> {
  const { among, limit } = filter;
  const held =
    among === undefined ? heldOf(engine, filter, titleLike) : heldAmong(among, filter, titleLike);
  return sql`
    with ${held},
    placed as (
      select held.*, dense_rank() over (order by document_updated_at desc, document_id desc) as place
      from held)
    select d.*, p.role, p.may_download, p.may_print, p.may_copy
    from placed p cross join documents d where d.id = p.document_id and p.place <= ${limit}
    order by p.document_updated_at desc, p.document_id desc`;
}

/**
 * Of each group as of the person it reads one range of an index and no more rows than the page has, however much is
 * shared with it. A document of the page has all its rows: they have the same place in each of these ranges.
 */
function heldOf(engine: Engine, filter: ListFilter, titleLike: TitleLike): RawBuilder<unknown> {
  const { accountId, search, after, limit } = filter;
  const wanted = sql`d.deleted_at is null and d.state = 'active'
    ${search === undefined ? sql`` : sql`and ${titleLike('s.document_title_search', search)}`}
    ${
      after === undefined
        ? sql``
        : sql`and (s.document_updated_at, s.document_id) < (${after.updatedAtMs}, ${after.id})`
    }`;
  // What somebody shared with a group of their own is theirs, and in the other list.
  const ofGroup = (columns: RawBuilder<unknown>) => sql`
    select ${columns} from document_group_shares s join documents d on d.id = s.document_id
    where s.group_id = m.group_id and d.owner <> ${accountId} and ${wanted}
    ${NEWEST_FIRST} limit ${limit}`;
  const memberships = sql`m.account_id = ${accountId} and m.ended_at is null`;
  // SQLite has no lateral join; a subquery per group under IN is the same.
  const ofGroups =
    engine === 'postgres'
      ? sql`select g.* from access_group_members m cross join lateral (${ofGroup(COLUMNS)}) g
          where ${memberships}`
      : sql`select ${COLUMNS} from access_group_members m cross join document_group_shares s
          on s.group_id = m.group_id and s.document_id in (${ofGroup(sql`s.document_id`)})
          where ${memberships}`;
  return sql`held as (
      select * from (
        select ${COLUMNS} from document_shares s join documents d on d.id = s.document_id
        where s.account_id = ${accountId} and ${wanted} ${NEWEST_FIRST} limit ${limit}) own
      union all ${ofGroups})`;
}

/**
 * The other way round, from a few documents to their shares: however much is shared with the person.
 */
function heldAmong(
  among: readonly string[],
  { accountId, search, after }: ListFilter,
  titleLike: TitleLike,
): RawBuilder<unknown> {
  return sql`few as materialized (
      select d.id, d.owner from documents d
      where ${isAmong('d.id', among)} and d.deleted_at is null and d.state = 'active'
        ${search === undefined ? sql`` : sql`and ${titleLike('d.title_search', search)}`}
        ${after === undefined ? sql`` : sql`and (d.updated_at, d.id) < (${after.updatedAtMs}, ${after.id})`}),
    held as (
      select ${COLUMNS} from few cross join document_shares s
      where s.document_id = few.id and s.account_id = ${accountId}
      union all
      select ${COLUMNS} from few cross join document_group_shares s
      cross join access_group_members m
      where s.document_id = few.id and m.group_id = s.group_id
        and m.account_id = ${accountId} and m.ended_at is null and few.owner <> ${accountId})`;
}

export const isAmong = (column: string, ids: readonly string[]): RawBuilder<boolean> =>
  ids.length === 0 ? sql`1 = 0` : sql`${sql.ref(column)} in (${sql.join(ids)})`;
