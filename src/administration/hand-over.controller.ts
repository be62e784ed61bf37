import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '../access/index.js';
import { Audited } from '../platform/audit/audited-route.js';
import { ForClients } from '../platform/http/client-scopes.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { HandOverAccount } from './hand-over-account.use-case.js';
import {
  handedOverSchema,
  handedOverToWire,
  handOverFromWire,
  handOverSchema,
  type HandOverBody,
} from './hand-over.schema.js';

@ApiTags('Administration')
@ApiBearerAuth()
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
@Controller('api/admin/accounts/:account_id/hand-over')
export class HandOverController {
  constructor(private readonly account: HandOverAccount) {}

  @ApiOperation({
    summary: 'Gives the documents of an account to another owner; it keeps nothing of them',
  })
  @ApiOkResponse({ standardSchema: handedOverSchema })
  @HttpCode(200)
  @Audited('account.handed-over', { account: 'account_id' })
  @Post()
  async handOver(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: handOverSchema }) body: HandOverBody,
  ) {
    return handedOverToWire(await this.account.execute(actor, id, handOverFromWire(body)));
  }
}
