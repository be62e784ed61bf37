import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor, type SignInOfRequest } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { CurrentSignIn } from '../sign-in/access.guard.js';
import { OwnSessions } from './own-sessions.use-case.js';
import { sessionListSchema, sessionsToWire } from './sessions.schema.js';

@ApiTags('People and tokens')
@Controller('api/me/sessions')
export class SessionsController {
  constructor(private readonly sessions: OwnSessions) {}

  @Get()
  @ApiOperation({ summary: 'Where the caller is signed in' })
  @ApiOkResponse({ standardSchema: sessionListSchema })
  async list(@CurrentActor() actor: Actor, @CurrentSignIn() { id }: SignInOfRequest) {
    return sessionsToWire(await this.sessions.list(actor), id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign out there: its token, editors and desktop programs end' })
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    await this.sessions.end(actor, id);
  }
}
