import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { SecretBody } from '../../platform/http/unread-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  editorErrorBody,
  openedSession,
  openedToWire,
  openingQuery,
  type OpeningQuery,
  openingSchema,
  openingToWire,
  openSessionBody,
  sessionKeysSchema,
  sessionKeysToWire,
  type EditorErrorBody,
  type OpenSessionBody,
} from './editing-session.schema.js';
import { ListSessionKeys } from './list-session-keys.use-case.js';
import { OpenEditingSession } from './open-editing-session.use-case.js';
import { ReportEditorError } from './report-editor-error.use-case.js';
import { ShowOpening } from './show-opening.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/session')
@ForClients({ read: 'sessions', write: 'sessions' })
export class EditingSessionController {
  constructor(
    private readonly open: OpenEditingSession,
    private readonly listKeys: ListSessionKeys,
    private readonly reportError: ReportEditorError,
  ) {}

  @ApiOperation({
    summary: 'Opens a document in the editor; 422 for formats that no editor opens',
  })
  @ApiCreatedResponse({ standardSchema: openedSession })
  @SecretBody()
  @Audited('document.opened', { document: 'file_id' })
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: openSessionBody }) body: OpenSessionBody,
    @Req() { client }: FastifyRequest,
  ) {
    const { file_id: documentId, time_zone: timeZone, action_link: actionLink, ...wanted } = body;
    const allowedOrigins = client?.allowedOrigins;
    const input = { documentId, timeZone, actionLink, allowedOrigins, ...wanted };
    return openedToWire(await this.open.execute(actor, input));
  }

  @ApiOperation({
    summary: 'Keys of what was saved during a session of yours, sealed to the session',
  })
  @ApiOkResponse({ standardSchema: sessionKeysSchema })
  @Get(':session_id/keys')
  async keys(@CurrentActor() actor: Actor, @Param('session_id') sessionId: string) {
    return sessionKeysToWire(await this.listKeys.execute(actor, sessionId));
  }

  @ApiOperation({
    summary: "What the editor's onError said in a session of yours",
    description:
      'After -80 (the file could not be converted) the next opening gets a document key of its own, because the ' +
      'Document Server repeats that failure for the old one. Any other code is only logged.',
  })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Post(':session_id/errors')
  async failed(
    @CurrentActor() actor: Actor,
    @Param('session_id') sessionId: string,
    @Body({ schema: editorErrorBody }) { code }: EditorErrorBody,
  ) {
    await this.reportError.execute(actor, sessionId, code);
  }
}

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/opening')
@ForClients({ read: 'sessions', write: 'sessions' })
export class OpeningController {
  constructor(private readonly showOpening: ShowOpening) {}

  @ApiOperation({
    summary: 'For a page that has it open: title, rights, and whether the content is still current',
  })
  @ApiOkResponse({ standardSchema: openingSchema })
  @Get(':document_id')
  async show(
    @CurrentActor() actor: Actor,
    @Param('document_id') documentId: string,
    @Query({ schema: openingQuery }) { key, convert = false }: OpeningQuery,
    @Req() { client }: FastifyRequest,
  ) {
    const open = { key, convert, scopes: client?.scopes };
    return openingToWire(await this.showOpening.execute(actor, documentId, open));
  }
}
