import { Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  historyToWire,
  outsideChangeQuerySchema,
  versionListSchema,
  versionNumber,
  versionSchema,
  versionToWire,
} from '../documents.schema.js';
import { withFileKey } from './given-file-key.js';
import { ListVersions } from './list-versions.use-case.js';
import { RestoreVersion } from './restore-version.use-case.js';

@ApiTags('Versions')
@ApiBearerAuth()
@Controller('api/documents/:id/versions')
export class DocumentVersionsController {
  constructor(
    private readonly listVersions: ListVersions,
    private readonly restoreVersion: RestoreVersion,
  ) {}

  @ApiOperation({ summary: 'All versions, newest first' })
  @ApiOkResponse({ standardSchema: versionListSchema })
  @Get()
  async list(@CurrentActor() actor: Actor, @Param('id') id: string) {
    return historyToWire(await this.listVersions.execute(actor, id));
  }

  @ApiOperation({
    summary: 'Makes the content of an earlier version current again',
    description: "Under zero-knowledge custody the body is that version's file key, 16 bytes.",
  })
  @ApiParam({ name: 'id', type: String })
  @ApiParam({ name: 'number', type: String })
  @ApiCreatedResponse({ standardSchema: versionSchema })
  @StreamBody()
  @HttpCode(201)
  @Post(':number/restore')
  async restore(
    @CurrentActor() actor: Actor,
    @Param() { id, number }: { readonly id: string; readonly number: string },
    @Query({ schema: outsideChangeQuerySchema }) query: z.infer<typeof outsideChangeQuerySchema>,
    @BodyBytes() body: IncomingBytes,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = await withFileKey(body, (key) =>
      this.restoreVersion.execute(actor, id, versionNumber(number), {
        key,
        giveUpUnsaved: query.give_up_unsaved_changes,
      }),
    );
    void reply.header('location', `/api/documents/${id}/content?version=${version.number}`);
    return versionToWire(version);
  }
}
