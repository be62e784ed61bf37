import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { attachment, quoted } from './content-headers.js';
import { versionKeySchema, versionKeyToWire, versionNumber } from '../documents.schema.js';
import { OpenSealedContent } from './open-sealed-content.use-case.js';

@ApiTags('Custody')
@ApiBearerAuth()
@Controller('api/documents/:id/versions/:number')
export class SealedContentController {
  constructor(private readonly sealed: OpenSealedContent) {}

  @ApiOperation({ summary: "What a member finds a version's file key with" })
  @ApiOkResponse({ standardSchema: versionKeySchema })
  @Get('key')
  async key(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
  ) {
    return versionKeyToWire(await this.sealed.key(actor, id, versionNumber(number)));
  }

  @ApiOperation({ summary: "The version as an age file, for the epoch's secret key" })
  @ApiOkResponse({
    description: 'An age file; any age program opens it',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @Get('sealed')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, filename, version } = await this.sealed.execute(actor, id, versionNumber(number));
    if (request.method === 'HEAD') file.content.destroy();
    await reply
      .type('application/octet-stream')
      .header('content-length', String(file.size))
      .header('content-disposition', attachment(filename))
      .header('etag', quoted(`${version.id}-sealed`))
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff')
      .send(request.method === 'HEAD' ? undefined : file.content);
  }
}
