import { Controller, Head, Param, Patch, Post, Req, Res, UseFilters } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  countIn,
  filenameIn,
  noSuchUpload,
  requirePatchType,
  requireTus,
  TUS_VERSION,
  UploadAddress,
  withRequestBytes,
  type Upload,
} from '../../documents/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { BodyBytes, StreamBody, type IncomingBytes } from '../../platform/http/stream-body.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import type { Actor } from '../../platform/identity/actor.js';
import { BeginUpload } from './begin-upload.use-case.js';
import { ContinueUpload, ShowUpload } from './continue-upload.use-case.js';
import { DesktopErrorFilter } from '../links/desktop-error.filter.js';
import { DesktopRoute } from '../links/desktop.guard.js';
import { DesktopUrls } from '../links/desktop-urls.js';

/** Resumable uploads as tus 1.0 defines them. */
@ApiTags('Office Connector')
@UseFilters(DesktopErrorFilter)
@TakesUnknown('query', 'body')
@Controller('documents/:id')
export class TusController {
  constructor(
    private readonly beginUpload: BeginUpload,
    private readonly showUpload: ShowUpload,
    private readonly continueUpload: ContinueUpload,
    private readonly urls: DesktopUrls,
  ) {}

  @ApiOperation({ summary: 'Begins an upload (tus): Upload-Length, Upload-Metadata' })
  @ApiCreatedResponse({ description: 'Location, Upload-Expires' })
  @DesktopRoute('checkout')
  @StreamBody()
  @Audited('version.saved', { document: 'id' })
  @Post('@tus-replace')
  async begin(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('tus-resumable', TUS_VERSION);
    requireTus(headers);
    const { upload, address } = await this.beginUpload.execute(actor, id, {
      length: countIn(headers, 'upload-length'),
      filename: filenameIn(headers),
    });
    void reply.header('location', `${this.urls.documentUrl(id)}/@tus-upload/${address.reveal()}`);
    void reply.header('upload-offset', String(upload.received));
    await expiring(reply, upload).code(201).send();
  }

  @ApiOperation({ summary: 'How far an upload came (tus): Upload-Offset' })
  @DesktopRoute('checkout')
  @Head('@tus-upload/:upload')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('upload') address: string,
    @Req() { headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    void reply.header('tus-resumable', TUS_VERSION);
    requireTus(headers);
    const upload = await this.showUpload.standing(actor, id, addressIn(address));
    void reply.header('upload-offset', String(upload.received));
    void reply.header('upload-length', String(upload.length));
    await expiring(reply, upload).header('cache-control', 'no-store').code(200).send();
  }

  @ApiOperation({ summary: 'Sends (more of) the bytes (tus); all of them make a version' })
  @ApiNoContentResponse({ description: 'Upload-Offset' })
  @DesktopRoute('checkout')
  @StreamBody()
  @Audited('version.saved', { document: 'id' })
  @Patch('@tus-upload/:upload')
  async continue(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('upload') address: string,
    @BodyBytes() body: IncomingBytes,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { headers, raw } = reply.request;
    void reply.header('tus-resumable', TUS_VERSION);
    const received = await withRequestBytes(body.stream, (content, cut) => {
      requireTus(headers);
      requirePatchType(raw.rawHeaders);
      const offset = countIn(headers, 'upload-offset');
      const lockToken = headers['lock-token'];
      return this.continueUpload.execute(actor, id, {
        address: addressIn(address),
        offset,
        bytes: { content, cut },
        lockToken: typeof lockToken === 'string' ? lockToken : undefined,
      });
    });
    void reply.header('upload-offset', String(received));
    void reply.header('location', this.urls.documentUrl(id));
    await reply.code(204).send();
  }
}

function addressIn(text: string): UploadAddress {
  const address = UploadAddress.parse(text);
  if (address === undefined) throw noSuchUpload();
  return address;
}

const expiring = (reply: FastifyReply, { expiresAtMs }: Upload): FastifyReply =>
  reply.header('upload-expires', new Date(expiresAtMs).toUTCString());
