import { applyDecorators, Controller, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import { CreateDocument } from './create-document.use-case.js';
import { createQuerySchema, documentSchema, documentToWire } from '../documents.schema.js';
import { takeIn } from './incoming-content.js';

/** Describes a route that takes a file: its raw bytes, or a form with one file. */
export const ApiBytes = () =>
  applyDecorators(
    ApiConsumes('application/octet-stream', 'multipart/form-data'),
    ApiBody({
      description: 'The bytes of the file, of any content type; or a form with the field "file".',
      schema: { type: 'string', format: 'binary' },
    }),
  );

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents')
export class UploadController {
  constructor(private readonly createDocument: CreateDocument) {}

  @ApiOperation({ summary: 'Creates a document from the bytes of a file' })
  @ApiBytes()
  @ApiCreatedResponse({ standardSchema: documentSchema })
  @StreamBody()
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Query({ schema: createQuerySchema }) query: z.infer<typeof createQuerySchema>,
    @BodyBytes() body: IncomingBytes,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const view = await takeIn(body.stream, (content) =>
      this.createDocument.execute(actor, {
        title: query.title ?? body.filename ?? '',
        content,
        declaredBytes: body.declaredBytes,
      }),
    );
    void reply.header('location', `/api/documents/${view.document.id}`);
    return documentToWire(view);
  }
}
