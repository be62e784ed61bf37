import type { EditingAccess } from './editing-access.js';
import type { EditingSession, EditingSessions } from '../sessions/editing-sessions.js';

/**
 * Sessions of people who may still see what they opened. Sessions are ended when a right is taken away; this
 * holds also where that was missed, for content that has got another key since, and for people who were disabled
 * or signed out everywhere.
 */
export class ValidSessions {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly access: EditingAccess,
  ) {}

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const session = await this.sessions.find(sessionId);
    if (session === undefined || (await this.#maySee(session))) return session;
    await this.sessions.end(sessionId);
    return undefined;
  }

  async #maySee({ documentId, username, releasedAtMs }: EditingSession): Promise<boolean> {
    return (await this.access.rightOf(username, documentId, releasedAtMs)) !== undefined;
  }
}
