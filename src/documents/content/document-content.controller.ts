import { Readable } from 'node:stream';
import {
  applyDecorators,
  Controller,
  Get,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { OwnConditions } from '../../platform/http/conditional-changes.js';
import { etagsIn, isKnown, quoted } from '../../platform/http/etags.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import type { z } from 'zod';
import { authorsOf } from './list-versions.use-case.js';
import { People } from '../../platform/identity/people.js';
import { byteRange, contentRange } from '../../platform/http/byte-range.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { varyBy } from '../../platform/http/vary.js';
import { problemFor, sendProblem } from '../../platform/http/send-problem.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  contentHeaders,
  documentPath,
  exportHeaders,
  rangeHeaderFor,
  versionPath,
} from './content-headers.js';
import { rangeNotSatisfiable } from '../documents.errors.js';
import { documentToWire } from '../registry/documents.schema.js';
import {
  contentQuerySchema,
  createdSchema,
  createQuerySchema,
  outsideChangeQuerySchema,
  versionSchema,
  versionToWire,
} from './content.schema.js';
import { CreateDocument, type CreateDocumentInput } from './create-document.use-case.js';
import {
  CreateConvertedDocument,
  type ConvertedUpload,
} from './create-converted-document.use-case.js';
import { untilClosed } from './content-export.js';
import { ExportContent } from './export-content.use-case.js';
import { withRequestBytes } from './request-bytes.js';
import { OpenContent, type OpenedContent } from './open-content.use-case.js';
import { ReplaceContent } from './replace-content.use-case.js';

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
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class UploadController {
  constructor(
    private readonly createDocument: CreateDocument,
    private readonly createConverted: CreateConvertedDocument,
  ) {}

  @ApiOperation({ summary: 'Creates a document from the bytes of a file' })
  @ApiBytes()
  @ApiCreatedResponse({ standardSchema: createdSchema, ...answerHeaders('Location') })
  @StreamBody()
  @Audited('document.created')
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Query({ schema: createQuerySchema }) query: z.infer<typeof createQuerySchema>,
    @BodyBytes() body: IncomingBytes,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { view, failure } = await withRequestBytes(body.stream, (content) =>
      this.#create(actor, query.convert_to, {
        title: query.title ?? body.filename ?? '',
        content,
        declaredBytes: body.declaredBytes,
      }),
    );
    void reply.header('location', documentPath(view.document.id));
    if (failure === undefined) return documentToWire(view);
    const { code, detail } = problemFor(request, failure);
    varyBy(reply, 'Accept-Language');
    return { ...documentToWire(view), not_converted: { code, detail } };
  }

  async #create(
    actor: Actor,
    to: string | undefined,
    input: CreateDocumentInput,
  ): Promise<ConvertedUpload> {
    if (to !== undefined) return this.createConverted.execute(actor, input, to);
    return { view: await this.createDocument.execute(actor, input), failure: undefined };
  }
}

@ApiTags('Documents')
@ApiBearerAuth()
@Controller('api/documents/:id/content')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class DocumentContentController {
  constructor(
    private readonly openContent: OpenContent,
    private readonly exportContent: ExportContent,
    private readonly replaceContent: ReplaceContent,
    private readonly people: People,
  ) {}

  @ApiOperation({
    summary: 'The bytes of the current or of an earlier version; ranges, HEAD, ETag',
  })
  @ApiHeader({
    name: 'Range',
    required: false,
    description: '`bytes=…`: one range; more are answered whole',
  })
  @ApiHeader({
    name: 'If-Range',
    required: false,
    description: '"<etag>": a range of other content is answered whole',
  })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiOkResponse({
    description: 'The bytes; 206 for a range of them, 304 if known, 416 for a range outside',
    ...answerHeaders(
      ...(['ETag', 'Accept-Ranges', 'Content-Range', 'Content-Disposition'] as const),
      'Last-Modified',
    ),
    content: {
      'application/octet-stream': { schema: { type: 'string', format: 'binary' } },
    },
  })
  @Audited('document.downloaded', { document: 'id' })
  @Get()
  async read(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: contentQuerySchema }) query: z.infer<typeof contentQuerySchema>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (query.as !== undefined) {
      const { as, version } = query;
      const signal = untilClosed(reply.raw);
      const exported = await this.exportContent.execute(actor, id, { as, version }, signal);
      void reply.headers(exportHeaders(exported)).send(Readable.from(exported.content));
      return;
    }
    const content = await this.openContent.execute(actor, id, query);
    if (isKnown(request.headers['if-none-match'], content.etag)) {
      void reply.code(304).headers(contentHeaders(content)).send();
      return;
    }
    await sendRange(request, reply, content);
  }

  @ApiOperation({
    summary:
      'Replaces the content, or is the first of a shadow document; refused while somebody edits, or while ' +
      'unsaved changes wait',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: '"<etag>" of what is replaced; needed for a document with content',
  })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: '* for a document without content; 412 when it has some',
  })
  @ApiBytes()
  @ApiCreatedResponse({ standardSchema: versionSchema, ...answerHeaders('ETag', 'Location') })
  @StreamBody()
  @Audited('version.saved', { document: 'id' })
  @OwnConditions()
  @Put()
  async replace(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: outsideChangeQuerySchema }) query: z.infer<typeof outsideChangeQuerySchema>,
    @BodyBytes() body: IncomingBytes,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { headers } = reply.request;
    const version = await withRequestBytes(body.stream, (content) =>
      this.replaceContent.execute(actor, id, {
        content,
        declaredBytes: body.declaredBytes,
        ifMatch: etagsIn(headers['if-match']),
        ifNoneMatch: etagsIn(headers['if-none-match']),
        giveUpUnsaved: query.give_up_unsaved_changes,
      }),
    );
    void reply
      .code(201)
      .header('etag', quoted(version.id))
      .header('location', versionPath(id, version));
    return versionToWire(version, await authorsOf([version], this.people));
  }
}

async function sendRange(
  request: FastifyRequest,
  reply: FastifyReply,
  content: OpenedContent,
): Promise<void> {
  const { size, etag } = content;
  const range = byteRange(rangeHeaderFor(request.headers, etag), size);
  if (range === 'unsatisfiable') {
    const problem = { ...problemFor(request, rangeNotSatisfiable(size)), status: 416 };
    void reply.header('content-range', contentRange(size));
    sendProblem(request, reply, problem);
    return;
  }
  // Before any header is set, so that a failure is answered as a problem and not as a file. For HEAD, Fastify needs
  // a stream but does not read it.
  const stream = request.method === 'HEAD' ? Readable.from([]) : await content.handOut(range);
  const length = range === undefined ? size : range.end - range.start;
  void reply.headers(contentHeaders(content)).type(content.mimeType);
  void reply.header('content-length', String(length));
  if (range !== undefined) {
    void reply.code(206).header('content-range', contentRange(size, range));
  }
  void reply.send(stream);
}
