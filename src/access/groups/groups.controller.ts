import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { pageOf } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import { AdminOnly } from '../access.decorators.js';
import {
  groupPosition,
  groupSchema,
  groupsSchema,
  groupToWire,
  listGroupsSchema,
  listMembersSchema,
  memberQuery,
  membersSchema,
  membersToWire,
  newGroupSchema,
  type GroupBody,
  type GroupsBody,
  type ListGroups,
  type ListMembers,
  type MemberQuery,
  type MembersBody,
  type NewGroupBody,
} from './group.schema.js';
import type { NamedAccount } from '../accounts/named-account.js';
import { ManageGroups } from './manage-groups.use-case.js';

@ApiTags('Groups')
@ApiBearerAuth()
@Controller('api/groups')
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
export class GroupsController {
  constructor(private readonly groups: ManageGroups) {}

  @Get()
  @ApiOperation({ summary: 'All groups, also those of the directory and of providers, by name' })
  @ApiOkResponse({ standardSchema: groupsSchema })
  async list(
    @Query({ schema: listGroupsSchema }) { q, cursor, limit }: ListGroups,
  ): Promise<GroupsBody> {
    const found = await this.groups.list({
      search: q?.trim() || undefined,
      after: cursor,
      limit: limit + 1,
    });
    const { rows, next_cursor } = pageOf(found, limit, groupPosition);
    return { groups: rows.map(groupToWire), next_cursor };
  }

  @Audited('group.changed')
  @Post()
  @ApiOperation({ summary: 'Add a local group' })
  @ApiCreatedResponse({ standardSchema: groupSchema })
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newGroupSchema }) { name }: NewGroupBody,
  ): Promise<GroupBody> {
    return groupToWire(await this.groups.add(actor, name));
  }

  @Audited('group.changed', { group: 'id' })
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a local group; what was shared with it is no longer shared' })
  @ApiNoContentResponse()
  remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.groups.remove(actor, id);
  }

  @Get(':id/members')
  @ApiOperation({ summary: 'Who is in it, as far as they have an account here' })
  @ApiOkResponse({ standardSchema: membersSchema })
  async members(
    @Param('id') id: string,
    @Query({ schema: listMembersSchema }) { limit, cursor }: ListMembers,
  ): Promise<MembersBody> {
    return membersToWire(await this.groups.memberPage(id, { after: cursor?.[0], limit }));
  }

  @Audited('group.changed', { group: 'id' })
  @Put(':id/members/:username')
  @HttpCode(204)
  @ApiOperation({ summary: 'Add somebody to a local group' })
  @ApiNoContentResponse()
  addMember(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('username') username: string,
    @Query({ schema: memberQuery }) { person }: MemberQuery,
  ): Promise<void> {
    return this.groups.addMember(actor, id, meantBy(username, person));
  }

  @Audited('group.changed', { group: 'id' })
  @Delete(':id/members/:username')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take somebody out of a local group; acts within five seconds' })
  @ApiNoContentResponse()
  removeMember(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('username') username: string,
    @Query({ schema: memberQuery }) { person }: MemberQuery,
  ): Promise<void> {
    return this.groups.removeMember(actor, id, meantBy(username, person));
  }
}

const meantBy = (username: string, person: string | undefined): NamedAccount =>
  person === undefined ? username : { id: person };
