import { Body, Controller, Get, HttpCode, Param, Put } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChangeCustody } from './change-custody.use-case.js';
import { changeCustodySchema, keyringsSchema, keyringsToWire } from './sharing.schema.js';
import { ShowKeyrings } from './show-keyrings.use-case.js';

@ApiTags('Custody')
@ApiBearerAuth()
@Controller('api/documents/:id')
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
  @Put('custody')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: changeCustodySchema }) body: z.infer<typeof changeCustodySchema>,
  ) {
    await this.changeCustody.execute(actor, id, body);
  }
}
