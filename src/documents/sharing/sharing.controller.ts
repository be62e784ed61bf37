import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
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
import { ChangeCustody, ShowKeyrings } from './custody.use-case.js';
import { ListShares } from './list-shares.use-case.js';
import { ShareDocument, UnshareDocument } from './share-document.use-case.js';
import {
  changeCustodySchema,
  keyringsSchema,
  keyringsToWire,
  shareFromWire,
  shareInputSchema,
  shareListSchema,
  shareSchema,
  shareToWire,
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
  ) {}

  @ApiOperation({ summary: 'Who else may open it; for the owner' })
  @ApiOkResponse({ standardSchema: shareListSchema })
  @Get()
  async list(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return { shares: (await this.listShares.execute(actor, id)).map(shareToWire) };
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
    const input = { username, ...shareFromWire(body) };
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
  ) {
    await this.unshareDocument.execute(actor, id, username);
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
