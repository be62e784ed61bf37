import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { openingQuery, openingSchema, openingToWire } from './editing-session.schema.js';
import { ShowOpening } from './show-opening.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/opening')
export class OpeningController {
  constructor(private readonly showOpening: ShowOpening) {}

  @ApiOperation({
    summary: 'For a page that has it open: title, rights, and whether the content is still current',
  })
  @ApiOkResponse({ standardSchema: openingSchema })
  @Get(':document_id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Query({ schema: openingQuery }) { key }: { key: string },
  ) {
    return openingToWire(await this.showOpening.execute(actor, documentId, key));
  }
}
