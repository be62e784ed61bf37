import { Body, Controller, Delete, Get, HttpCode, Param, Put, Query } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChangeOwner } from './change-owner.use-case.js';
import { ChangeCustody, ShowKeyrings } from './custody.use-case.js';
import { sharePage } from './share-page.js';
import { ListShares } from './list-shares.use-case.js';
import { ShareDocument, UnshareDocument } from './share-document.use-case.js';
import {
  ListGroupShares,
  ShareWithGroup,
  ShowGroupKeys,
  UnshareGroup,
} from './share-with-group.use-case.js';
import {
  aboutPersonQuery,
  type AboutPersonQuery,
  groupKeysSchema,
  groupKeysToWire,
  groupShareFromWire,
  groupShareInputSchema,
  groupShareSchema,
  groupShareToWire,
  changeCustodySchema,
  changeOwnerSchema,
  keyringsSchema,
  keyringsToWire,
  shareFromWire,
  shareInputSchema,
  shareListQuery,
  shareListSchema,
  sharePageToWire,
  sharePositionOf,
  shareSchema,
  shareToWire,
  type ShareListQuery,
} from './sharing.schema.js';

@ApiTags('Sharing')
@ApiBearerAuth()
@Controller('api/documents/:id/shares')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentSharesController {
  constructor(
    private readonly listShares: ListShares,
    private readonly shareDocument: ShareDocument,
    private readonly unshareDocument: UnshareDocument,
    private readonly listGroupShares: ListGroupShares,
  ) {}

  @ApiOperation({ summary: 'Who else may open it; for the owner' })
  @ApiOkResponse({ standardSchema: shareListSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: shareListQuery }) { limit, cursor }: ShareListQuery,
  ) {
    const [shares, groups] = await Promise.all([
      this.listShares.execute(actor, id),
      this.listGroupShares.execute(actor, id),
    ]);
    return sharePageToWire(
      sharePage({ shares, groups }, { after: sharePositionOf(cursor), limit }),
    );
  }

  @ApiOperation({ summary: 'Shares with a person, or changes what they may do' })
  @ApiOkResponse({ standardSchema: shareSchema })
  @Audited('document.shared', { document: 'id' })
  @Put(':username')
  async share(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('username') username: string,
    @Body({ schema: shareInputSchema }) body: z.infer<typeof shareInputSchema>,
  ) {
    const input = { username, person: body.person, ...shareFromWire(body) };
    return shareToWire(await this.shareDocument.execute(actor, id, input));
  }

  @ApiOperation({ summary: 'Revokes the share; open editors of the person close' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Audited('document.unshared', { document: 'id' })
  @Delete(':username')
  async unshare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('username') username: string,
    @Query({ schema: aboutPersonQuery }) { person }: AboutPersonQuery,
  ) {
    await this.unshareDocument.execute(actor, id, { username, person });
  }
}

@ApiTags('Sharing')
@ApiBearerAuth()
@Controller('api/documents/:id/shares/groups/:group_id')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentGroupSharesController {
  constructor(
    private readonly shareWithGroup: ShareWithGroup,
    private readonly unshareGroup: UnshareGroup,
    private readonly showKeys: ShowGroupKeys,
  ) {}

  @ApiOperation({ summary: 'Shares with a group, or changes what its members may do' })
  @ApiOkResponse({ standardSchema: groupShareSchema })
  @Audited('document.shared', { document: 'id' })
  @Put()
  async share(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('group_id') groupId: string,
    @Body({ schema: groupShareInputSchema }) body: z.infer<typeof groupShareInputSchema>,
  ) {
    const input = { groupId, ...groupShareFromWire(body) };
    return groupShareToWire(await this.shareWithGroup.execute(actor, id, input));
  }

  @ApiOperation({
    summary: 'Revokes the share; open editors of members who have no other one close',
  })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Audited('document.unshared', { document: 'id' })
  @Delete()
  async unshare(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('group_id') groupId: string,
  ) {
    await this.unshareGroup.execute(actor, id, groupId);
  }

  @ApiOperation({ summary: 'Whose keys the owner seals a private document to, to share it' })
  @ApiOkResponse({ standardSchema: groupKeysSchema })
  @Get('keys')
  async keys(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('group_id') groupId: string,
  ) {
    return groupKeysToWire(await this.showKeys.execute(actor, id, groupId));
  }
}

@ApiTags('Sharing')
@ApiBearerAuth()
@Controller('api/documents/:id/owner')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentOwnerController {
  constructor(private readonly changeOwner: ChangeOwner) {}

  @ApiOperation({
    summary:
      'Gives it to another owner. By its owner, who stays an editor, or by an administrator: then they keep nothing',
  })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Audited('document.owner-changed', { document: 'id' })
  @Put()
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: changeOwnerSchema }) body: z.infer<typeof changeOwnerSchema>,
  ) {
    await this.changeOwner.execute(actor, id, body);
  }
}

@ApiTags('Custody')
@ApiBearerAuth()
@Controller('api/documents/:id')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentCustodyController {
  constructor(
    private readonly showKeyrings: ShowKeyrings,
    private readonly changeCustody: ChangeCustody,
  ) {}

  @ApiOperation({ summary: "The document's secret keys, as only its members can open them" })
  @ApiOkResponse({ standardSchema: keyringsSchema })
  @Get('keyrings')
  async keyrings(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return keyringsToWire(await this.showKeyrings.execute(actor, id));
  }

  @ApiOperation({
    summary: 'Takes this server out of those who can open it, or back in; for the owner',
  })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Audited('custody.changed', { document: 'id' })
  @Put('custody')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: changeCustodySchema }) body: z.infer<typeof changeCustodySchema>,
  ) {
    await this.changeCustody.execute(actor, id, body);
  }
}
