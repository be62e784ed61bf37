import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  releasesQuery,
  releasesSchema,
  releasesToWire,
  type ReleasesQuery,
} from './sessions.schema.js';
import { ListKeyReleases } from './list-key-releases.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/documents/:id/releases')
export class KeyReleasesController {
  constructor(private readonly listReleases: ListKeyReleases) {}

  @ApiOperation({
    summary: 'When keys were released for editing, until when, and how often the file was fetched',
  })
  @ApiOkResponse({ standardSchema: releasesSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') documentId: string,
    @Query({ schema: releasesQuery }) { limit, cursor }: ReleasesQuery,
  ) {
    const after = cursor && { releasedAtMs: cursor[0], sessionId: cursor[1] };
    return releasesToWire(await this.listReleases.execute(actor, documentId, { limit, after }));
  }
}
