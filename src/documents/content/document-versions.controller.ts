import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import type { z } from 'zod';
import { People } from '../../platform/identity/people.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  historyToWire,
  outsideChangeQuerySchema,
  versionKeySchema,
  versionKeyToWire,
  versionListSchema,
  versionNumber,
  versionSchema,
  versionsQuerySchema,
  versionToWire,
} from './content.schema.js';
import { isKnown, quoted } from '../../platform/http/etags.js';
import { answerHeaders, NumberInPath } from '../../platform/http/openapi-headers.js';
import { attachment, versionPath } from './content-headers.js';
import { authorsOf, ListVersions } from './list-versions.use-case.js';
import { OpenSealedContent } from './open-content.use-case.js';
import { withFileKey } from './request-bytes.js';
import { RestoreVersion } from './restore-version.use-case.js';

@ApiTags('Versions')
@ApiBearerAuth()
@Controller('api/documents/:id/versions')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentVersionsController {
  constructor(
    private readonly listVersions: ListVersions,
    private readonly restoreVersion: RestoreVersion,
    private readonly people: People,
  ) {}

  @ApiOperation({ summary: 'The versions, newest first, in pages' })
  @ApiOkResponse({ standardSchema: versionListSchema })
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: versionsQuerySchema }) { cursor, limit }: z.output<typeof versionsQuerySchema>,
  ) {
    return historyToWire(await this.listVersions.execute(actor, id, { after: cursor?.[0], limit }));
  }

  @ApiOperation({
    summary: 'Makes the content of an earlier version current again',
    description: "Under zero-knowledge custody the body is that version's file key, 16 bytes.",
  })
  @ApiParam({ name: 'id', type: String })
  @NumberInPath('number')
  @ApiConsumes('application/octet-stream')
  @ApiBody({ required: false, schema: { type: 'string', format: 'binary' } })
  @ApiCreatedResponse({ standardSchema: versionSchema, ...answerHeaders('Location') })
  @StreamBody()
  @HttpCode(201)
  @Audited('version.restored', { document: 'id' })
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
    void reply.header('location', versionPath(id, version));
    return versionToWire(version, await authorsOf([version], this.people));
  }
}

@ApiTags('Custody')
@ApiBearerAuth()
@Controller('api/documents/:id/versions/:number')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class SealedContentController {
  constructor(private readonly sealed: OpenSealedContent) {}

  @ApiOperation({ summary: "What a member finds a version's file key with" })
  @ApiOkResponse({ standardSchema: versionKeySchema })
  @NumberInPath('number')
  @Get('key')
  async key(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
  ) {
    return versionKeyToWire(await this.sealed.key(actor, id, versionNumber(number)));
  }

  @ApiOperation({ summary: "The version as an age file, for the epoch's secret key" })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({
    description: 'An age file; any age program opens it; 304 if known',
    ...answerHeaders('ETag', 'Content-Disposition'),
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @NumberInPath('number')
  @Audited('document.downloaded', { document: 'id' })
  @Get('sealed')
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('number') number: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, filename, version } = await this.sealed.execute(actor, id, versionNumber(number));
    const etag = `${version.id}-sealed`;
    void reply
      .header('content-disposition', attachment(filename))
      .header('etag', quoted(etag))
      .header('cache-control', 'private, no-cache')
      .header('x-content-type-options', 'nosniff');
    const isThere = isKnown(request.headers['if-none-match'], etag);
    if (isThere || request.method === 'HEAD') file.content.destroy();
    if (isThere) {
      await reply.code(304).send();
      return;
    }
    await reply
      .type('application/octet-stream')
      .header('content-length', String(file.size))
      // Fastify measures anything but a stream, which it does not read for HEAD.
      .send(request.method === 'HEAD' ? Readable.from([]) : file.content);
  }
}
