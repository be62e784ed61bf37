import { Readable } from 'node:stream';
import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import {
  documentPath,
  documentSchema,
  documentToWire,
  exportHeaders,
} from '../../documents/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { Public } from '../../platform/http/public.js';
import { CountFailuresOnly } from '../../platform/http/request-rate.js';
import { TakesUnknown } from '../../platform/http/strict-input.js';
import { answerHeaders } from '../../platform/http/openapi-headers.js';
import type { Actor } from '../../platform/identity/actor.js';
import { sendAndWipe, sendWholeFile } from '../../platform/memory/send-and-wipe.js';
import { bearersOf } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { capabilityQuery, type CapabilityQuery } from '../sessions/sessions.schema.js';
import {
  downloadAsBody,
  editorArgument,
  lendBody,
  referenceBody,
  saveAsBody,
  type DownloadAsBody,
  type LendBody,
  type ReferenceBody,
  type SaveAsBody,
} from './exchange.schema.js';
import { DownloadAs } from './download-as.use-case.js';
import { HandOutLentFile } from './hand-out-lent-file.use-case.js';
import { LendFile } from './lend-file.use-case.js';
import { ReferenceData } from './reference-data.use-case.js';
import { SaveAs } from './save-as.use-case.js';

/** Files that the editor takes from other documents, and those it makes. */
@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice')
@ForClients({ read: 'sessions', write: 'sessions' })
export class ExchangeController {
  constructor(
    private readonly saveAs: SaveAs,
    private readonly downloadAs: DownloadAs,
    private readonly lendFile: LendFile,
    private readonly referenceData: ReferenceData,
  ) {}

  @ApiOperation({ summary: 'onRequestSaveAs: a new document of what the Document Server made' })
  @ApiCreatedResponse({ standardSchema: documentSchema, ...answerHeaders('Location') })
  @Audited('document.created')
  @Post('save-as')
  async save(
    @CurrentActor() actor: Actor,
    @Body({ schema: saveAsBody }) body: SaveAsBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { document_id: documentId, title, file_type: fileType, url } = body;
    const view = await this.saveAs.execute(actor, { documentId, title, fileType, url });
    void reply.header('location', documentPath(view.document.id));
    return documentToWire(view);
  }

  @ApiOperation({ summary: 'onDownloadAs: the file that the Document Server made of what is open' })
  @ApiOkResponse({
    ...answerHeaders('Content-Disposition'),
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @Audited('document.exported')
  @HttpCode(200)
  @Post('download-as')
  async download(
    @CurrentActor() actor: Actor,
    @Body({ schema: downloadAsBody }) body: DownloadAsBody,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { document_id: documentId, file_type: fileType, url } = body;
    await this.downloadAs.execute(actor, { documentId, fileType, url }, (file) => {
      void reply.headers(exportHeaders(file));
      return sendAndWipe(reply, Readable.from(file.content));
    });
  }

  @ApiOperation({
    summary:
      'onRequestInsertImage, onRequestSelectDocument, onRequestSelectSpreadsheet: the argument of the ' +
      "editor's method, signed",
  })
  @ApiOkResponse({ standardSchema: editorArgument })
  @HttpCode(200)
  @Post('lend')
  lend(@CurrentActor() actor: Actor, @Body({ schema: lendBody }) body: LendBody): Promise<object> {
    const { document_id: documentId, picked_id: pickedId, c: wish } = body;
    return this.lendFile.execute(actor, { documentId, pickedId, wish });
  }

  @ApiOperation({
    summary:
      'onRequestReferenceData, onRequestReferenceSource: the argument of setReferenceData and ' +
      'setReferenceSource, signed; or { error }',
  })
  @ApiOkResponse({ standardSchema: editorArgument })
  @HttpCode(200)
  @Post('reference-data')
  reference(
    @CurrentActor() actor: Actor,
    @Body({ schema: referenceBody }) body: ReferenceBody,
  ): Promise<object> {
    const { document_id: documentId, reference_data: referenceData, path, link } = body;
    return this.referenceData.execute(actor, documentId, { referenceData, path, link });
  }
}

/** Where the Document Server fetches what goes into an open document. The capability in the URL is the credential. */
@ApiTags('Editor')
@Public()
@TakesUnknown('query')
@Controller('api/eurooffice/lent')
export class LentFileController {
  constructor(
    private readonly handOut: HandOutLentFile,
    private readonly settings: EditorConnectorSettings,
  ) {}

  @ApiOperation({ summary: 'A file that goes into an open document; capability and JWT' })
  @ApiOkResponse({
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @CountFailuresOnly()
  @Get(':purpose/:name')
  async get(
    @Param() { purpose, name }: { readonly purpose: string; readonly name: string },
    @Query({ schema: capabilityQuery }) { cap: capability }: CapabilityQuery,
    @Headers() headers: Readonly<Record<string, string | undefined>>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const tokens = bearersOf(headers, this.settings.jwtHeader);
    const file = await this.handOut.execute({ purpose, name, capability, tokens });
    await sendWholeFile(reply, file);
  }
}
