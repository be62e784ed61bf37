import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { EditingSessions, type SessionKey } from '../sessions/editing-sessions.js';
import { noSuchSession } from '../editor-connector.errors.js';
import { ValidSessions } from './valid-sessions.js';

/** The keys of what was saved during a session, for whoever opened it; they open with the session's own secret. */
@Injectable()
export class ListSessionKeys {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly valid: ValidSessions,
  ) {}

  async execute(actor: Actor, sessionId: string): Promise<readonly SessionKey[]> {
    const session = await this.valid.find(sessionId);
    if (session?.username !== actor.username) throw noSuchSession(sessionId);
    return this.sessions.keysOf(sessionId);
  }
}
