import { sql, type RawBuilder } from 'kysely';
import type { Engine } from '../../platform/database/database.js';
import type { ListFilter } from './document.repository.js';

const COLUMNS = sql.raw(
  's.document_id, s.document_updated_at, s.role, s.may_download, s.may_print, s.may_copy',
);
const NEWEST_FIRST = sql.raw('order by s.document_updated_at desc, s.document_id desc');

/**
 * One page of what is shared with a person, by their own shares and by those with their groups, last changed first: one
 * statement, a row for each share. Of each group as of the person it reads one range of an index and no more rows than
 * the page has, however much is shared with it. A document of the page has all its rows: they have the same place in
 * each of these ranges.
 */
export function sharedPage(
  engine: Engine,
  filter: ListFilter,
  titleLike: (column: string, search: string) => RawBuilder<boolean>,
): RawBuilder<unknown> {
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
  return sql`
    with held as (
      select * from (
        select ${COLUMNS} from document_shares s join documents d on d.id = s.document_id
        where s.account_id = ${accountId} and ${wanted} ${NEWEST_FIRST} limit ${limit}) own
      union all ${ofGroups}),
    placed as (
      select held.*, dense_rank() over (order by document_updated_at desc, document_id desc) as place
      from held)
    select d.*, p.role, p.may_download, p.may_print, p.may_copy
    from placed p join documents d on d.id = p.document_id where p.place <= ${limit}
    order by p.document_updated_at desc, p.document_id desc`;
}
