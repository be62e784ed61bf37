import {
  applyDecorators,
  Controller,
  Delete,
  Head,
  HttpCode,
  Param,
  Patch,
  Post,
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
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { etagsIn } from '../../platform/http/etags.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { documentPath, versionPath } from '../content/content-headers.js';
import { outsideChangeQuerySchema } from '../content/content.schema.js';
import { withRequestBytes } from '../content/request-bytes.js';
import { noSuchUpload } from '../documents.errors.js';
import { BeginOwnUpload, OwnUploads } from './own-upload.use-case.js';
import type { BegunUpload } from './upload-transfer.js';
import { countIn, filenameIn, requirePatchType, requireTus, TUS_VERSION } from './tus-headers.js';
import { UploadAddress, type Upload } from './upload.js';

const DESCRIBED = {
  'Upload-Length': ['integer', 'Size of the file in bytes'],
  'Upload-Offset': ['integer', 'Where these bytes belong: how many are there'],
  'Upload-Metadata': ['string', '`filename <base64>`: the title, whose extension is the format'],
} as const;

/** Describes the headers that tus asks for. */
const TusHeaders = (...names: readonly (keyof typeof DESCRIBED)[]) =>
  applyDecorators(
    ApiHeader({
      name: 'Tus-Resumable',
      required: true,
      description: 'The version of tus',
      schema: { type: 'string', enum: [TUS_VERSION] },
    }),
    ...names.map((name) => {
      const [type, description] = DESCRIBED[name];
      const schema = type === 'integer' ? { type, minimum: 0 } : { type };
      return ApiHeader({ name, required: true, description, schema });
    }),
  );

/** Resumable uploads as tus 1.0 defines them: its core protocol, creation, expiration and termination. */
@ApiTags('Documents')
@ApiBearerAuth()
@TakesUnknown('body')
@Controller('api')
@ForClients({ read: 'documents:write', write: 'documents:write' })
export class UploadsController {
  constructor(
    private readonly begin: BeginOwnUpload,
    private readonly uploads: OwnUploads,
  ) {}

  @ApiOperation({
    summary: 'Begins the resumable upload (tus 1.0) of a new document; PATCH its Location',
  })
  @TusHeaders('Upload-Length', 'Upload-Metadata')
  @ApiCreatedResponse({
    description: 'Location is the address of the upload, and a secret',
    ...answerHeaders('Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Expires'),
  })
  @StreamBody()
  @Audited('document.created')
  @Post('uploads')
  async ofDocument(
    @CurrentActor() actor: Actor,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireTus(headers);
    const length = countIn(headers, 'upload-length');
    const title = filenameIn(headers) ?? '';
    await begun(reply, await this.begin.ofDocument(actor, { length, title }));
  }

  @ApiOperation({
    summary: 'Begins the resumable upload (tus 1.0) of new content; the same conditions as PUT',
  })
  @TusHeaders('Upload-Length')
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
  @ApiCreatedResponse({
    description: 'Location is the address of the upload, and a secret',
    ...answerHeaders('Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Expires'),
  })
  @StreamBody()
  @Audited('version.saved', { document: 'id' })
  @Post('documents/:id/uploads')
  async ofContent(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query({ schema: outsideChangeQuerySchema }) query: z.infer<typeof outsideChangeQuerySchema>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers } = reply.request;
    requireTus(headers);
    const upload = await this.begin.ofContent(actor, id, {
      length: countIn(headers, 'upload-length'),
      ifMatch: etagsIn(headers['if-match']),
      ifNoneMatch: etagsIn(headers['if-none-match']),
      giveUpUnsaved: query.give_up_unsaved_changes === true,
    });
    await begun(reply, upload);
  }

  @ApiOperation({ summary: 'How far an upload came; once complete, Location is what it became' })
  @TusHeaders()
  @ApiOkResponse({
    description: 'Nothing but headers',
    ...answerHeaders(
      ...(['Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Length'] as const),
      'Upload-Expires',
    ),
  })
  @Head('uploads/:upload')
  async show(
    @CurrentActor() actor: Actor,
    @Param('upload') address: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireTus(headers);
    const upload = await this.uploads.standing(actor, addressIn(address));
    void reply.header('upload-length', String(upload.length)).header('cache-control', 'no-store');
    await standing(reply, upload).code(200).send();
  }

  @ApiOperation({
    summary: 'Sends (more of) the bytes; with the last one the document or its version exists',
  })
  @TusHeaders('Upload-Offset')
  @ApiConsumes('application/offset+octet-stream')
  @ApiBody({ description: 'From the offset on', schema: { type: 'string', format: 'binary' } })
  @ApiNoContentResponse({
    description: 'They are kept; once all are, Location is what they became',
    ...answerHeaders('Location', 'Tus-Resumable', 'Upload-Offset', 'Upload-Expires'),
  })
  @StreamBody()
  @Audited('version.saved')
  @Patch('uploads/:upload')
  async continue(
    @CurrentActor() actor: Actor,
    @Param('upload') address: string,
    @BodyBytes() body: IncomingBytes,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers, raw } = reply.request;
    const upload = await withRequestBytes(body.stream, (content, cut) => {
      requireTus(headers);
      requirePatchType(raw.rawHeaders);
      const offset = countIn(headers, 'upload-offset');
      return this.uploads.continue(actor, addressIn(address), { offset, bytes: { content, cut } });
    });
    await standing(reply, upload).code(204).send();
  }

  @ApiOperation({ summary: 'Gives an upload up, and what came of it' })
  @TusHeaders()
  @ApiNoContentResponse({ ...answerHeaders('Tus-Resumable') })
  @HttpCode(204)
  @Delete('uploads/:upload')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('upload') address: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    requireTus(headers);
    await this.uploads.remove(actor, addressIn(address));
    void reply.header('tus-resumable', TUS_VERSION);
  }
}

function addressIn(text: string): UploadAddress {
  const address = UploadAddress.parse(text);
  if (address === undefined) throw noSuchUpload();
  return address;
}

async function begun(reply: FastifyReply, { upload, address }: BegunUpload): Promise<void> {
  void withOffset(reply, upload).header('location', `/api/uploads/${address.reveal()}`);
  await reply.code(201).send();
}

/** Of one that is complete: where what it became is. */
function standing(reply: FastifyReply, upload: Upload): FastifyReply {
  const { documentId, purpose, version } = upload;
  if (version !== null) {
    const isNew = purpose.kind === 'new';
    const became = isNew ? documentPath(documentId) : versionPath(documentId, { number: version });
    void reply.header('location', became);
  }
  return withOffset(reply, upload);
}

const withOffset = (reply: FastifyReply, { received, expiresAtMs }: Upload): FastifyReply =>
  reply
    .header('tus-resumable', TUS_VERSION)
    .header('upload-offset', String(received))
    .header('upload-expires', new Date(expiresAtMs).toUTCString());
