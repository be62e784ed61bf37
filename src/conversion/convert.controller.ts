import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited } from '../platform/audit/audited-route.js';
import { People } from '../platform/identity/people.js';
import { authorsOf, versionPath, versionSchema, versionToWire } from '../documents/index.js';
import { quoted } from '../platform/http/etags.js';
import { ForClients } from '../platform/http/client-scopes.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import { answerHeaders } from '../platform/http/openapi-headers.js';
import type { Actor } from '../platform/identity/actor.js';
import { convertBody, type ConvertBody } from './conversion.schema.js';
import { ConvertDocument } from './convert-document.use-case.js';

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents/:id/convert')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class ConvertController {
  constructor(
    private readonly convertDocument: ConvertDocument,
    private readonly people: People,
  ) {}

  @ApiOperation({
    summary: 'Converts the document: its current version becomes the next one, in another format',
  })
  @ApiCreatedResponse({ standardSchema: versionSchema, ...answerHeaders('ETag', 'Location') })
  @Audited('version.saved', { document: 'id' })
  @Post()
  async convert(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body({ schema: convertBody }) body: ConvertBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const version = await this.convertDocument.execute(actor, id, body);
    void reply.header('etag', quoted(version.id)).header('location', versionPath(id, version));
    return versionToWire(version, await authorsOf([version], this.people));
  }
}
