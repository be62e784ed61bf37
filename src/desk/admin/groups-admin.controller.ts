import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import {
  AdministerAccounts,
  AdminOnly,
  groupPosition,
  groupsAfter,
  ManageGroups,
} from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { cutToPage, pageOf, pageQuery } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { groupAdminPage } from './group-admin-page.js';
import { groupsAdminPage } from './groups-admin-page.js';
import { addressAfter, outcomeQuery, redirectAfter } from './outcome.js';

const PATH = '/admin/groups';
const ON_A_PAGE = 50;
/** Whoever looks for one person types a few more letters instead of reading more. */
const FOUND = 10;

const text = z.string().max(256).default('').catch('');
const listQuery = z.object({
  q: text,
  after: pageQuery(groupsAfter).cursor.catch(undefined),
  ...outcomeQuery,
});
const groupQuery = z.object({ q: text, after: text, ...outcomeQuery });
const newForm = z.strictObject({ name: z.string().max(256).default('') });
const memberForm = z.strictObject({
  person: z.string().min(1).max(256),
  q: z.string().max(256).default(''),
});
type MemberForm = z.output<typeof memberForm>;

/** Groups: those of this server with their members to change, those from elsewhere to look at. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/groups')
export class GroupsAdminController {
  constructor(
    private readonly groups: ManageGroups,
    private readonly accounts: AdministerAccounts,
  ) {}

  @HtmlPage()
  @Get()
  async list(
    @Query({ schema: listQuery }) { q, after, outcome }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const found = await this.groups.list({
      search: q.trim() || undefined,
      after,
      limit: ON_A_PAGE + 1,
    });
    const { rows: groups, next_cursor: next } = pageOf(found, ON_A_PAGE, groupPosition);
    const moreHref = next === null ? undefined : addressOf(PATH, { q, after: next });
    return groupsAdminPage({ query: q, groups, moreHref, outcome }, messages);
  }

  @Audited('group.changed')
  @Post()
  @Redirect()
  add(@CurrentActor() actor: Actor, @Body({ schema: newForm }) { name }: z.output<typeof newForm>) {
    return redirectAfter(PATH, async () => {
      const { id } = await this.groups.add(actor, name);
      return addressAfter(`${PATH}/${id}`, 'group-added');
    });
  }

  @HtmlPage()
  @Get(':id')
  async show(
    @Param('id') id: string,
    @Query({ schema: groupQuery }) { q, after, outcome, subject }: z.output<typeof groupQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const group = await this.groups.show(id);
    const all = await this.groups.members(id);
    const following = all.filter(({ username }) => username > after);
    const { rows: members, last } = cutToPage(following, ON_A_PAGE);
    const isLocal = group.source === 'local';
    const query = isLocal ? q.trim() : '';
    const found = query === '' ? [] : await this.#find(query);
    const view = {
      ...{ group, isLocal, members, outcome },
      moreHref: last && addressOf(`${PATH}/${id}`, { after: last.username }),
      search: { query, found, inGroup: new Set(all.map((member) => member.id)) },
      removed: outcome === 'member-removed' && subject !== '' ? subject : undefined,
    };
    return groupAdminPage(view, messages);
  }

  @Audited('group.changed', { group: 'id' })
  @Post(':id/members')
  @Redirect()
  addMember(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: memberForm }) { person, q }: MemberForm,
  ) {
    return redirectAfter(`${PATH}/${id}`, async () => {
      await this.groups.addMember(actor, id, { id: person });
      return addressOf(`${PATH}/${id}`, { q, outcome: 'member-added' });
    });
  }

  @Audited('group.changed', { group: 'id' })
  @Post(':id/members/remove')
  @Redirect()
  removeMember(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: memberForm }) { person }: MemberForm,
  ) {
    return redirectAfter(`${PATH}/${id}`, async () => {
      await this.groups.removeMember(actor, id, { id: person });
      return addressAfter(`${PATH}/${id}`, 'member-removed', person);
    });
  }

  @Audited('group.changed', { group: 'id' })
  @Post(':id/remove')
  @Redirect()
  remove(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return redirectAfter(PATH, async () => {
      await this.groups.remove(actor, id);
      return addressAfter(PATH, 'group-removed');
    });
  }

  #find(typed: string) {
    return this.accounts.search({ text: typed, after: undefined, limit: FOUND });
  }
}
