import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { CurrentActor } from '../platform/http/current-actor.js';
import { SecretBody } from '../platform/http/secret-body.js';
import type { Actor } from '../platform/identity/actor.js';
import {
  openedSession,
  openedToWire,
  openSessionBody,
  sessionKeysSchema,
  sessionKeysToWire,
  type OpenSessionBody,
} from './editor-connector.schema.js';
import { ListSessionKeys } from './list-session-keys.use-case.js';
import { OpenEditingSession } from './open-editing-session.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/session')
export class EditingSessionController {
  constructor(
    private readonly open: OpenEditingSession,
    private readonly listKeys: ListSessionKeys,
  ) {}

  @ApiOperation({
    summary: 'Opens a document in the editor; 422 for formats that no editor opens',
  })
  @ApiCreatedResponse({ standardSchema: openedSession })
  @SecretBody()
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: openSessionBody }) body: OpenSessionBody,
  ) {
    const { file_id: documentId, time_zone: timeZone, ...wanted } = body;
    return openedToWire(await this.open.execute(actor, { documentId, timeZone, ...wanted }));
  }

  @ApiOperation({
    summary: 'Keys of what was saved during a session of yours, sealed to the session',
  })
  @ApiOkResponse({ standardSchema: sessionKeysSchema })
  @Get(':session_id/keys')
  async keys(@CurrentActor() actor: Actor, @Param('session_id') sessionId: string) {
    return sessionKeysToWire(await this.listKeys.execute(actor, sessionId));
  }
}
