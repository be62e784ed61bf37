import { Body, Controller, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import {
  openedSession,
  openedToWire,
  openSessionBody,
  type OpenSessionBody,
} from './editor-connector.schema.js';
import { OpenEditingSession } from './open-editing-session.use-case.js';

@ApiTags('Editor')
@ApiBearerAuth()
@Controller('api/eurooffice/session')
export class EditingSessionController {
  constructor(private readonly open: OpenEditingSession) {}

  @ApiOperation({
    summary: 'Opens a document in the editor; 422 for formats that no editor opens',
  })
  @ApiCreatedResponse({ standardSchema: openedSession })
  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @Body({ schema: openSessionBody }) body: OpenSessionBody,
  ) {
    const { file_id: documentId, mode, version, lang } = body;
    const opened = await this.open.execute(actor, { documentId, mode, version, lang });
    return openedToWire(opened);
  }
}
