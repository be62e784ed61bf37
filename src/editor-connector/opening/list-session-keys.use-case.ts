import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { noSuchSession } from '../editor-connector.errors.js';
import { EditingSessions, type SessionKey } from '../sessions/editing-sessions.js';
import { ValidSessions } from './editing-access.js';

/** The keys of what was saved during a session, for the person who opened it. Sealed to the session's own key. */
@Injectable()
export class ListSessionKeys {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly valid: ValidSessions,
  ) {}

  async execute(actor: Actor, sessionId: string): Promise<readonly SessionKey[]> {
    const session = await this.valid.findOrEnd(sessionId);
    if (session?.accountId !== actor.id) throw noSuchSession(sessionId);
    return this.sessions.keysOf(sessionId);
  }
}
