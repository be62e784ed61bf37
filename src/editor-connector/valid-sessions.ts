import type { DocumentAccess } from '../documents/index.js';
import type { EditingSession, EditingSessions } from './editing-sessions.js';

/**
 * Sessions of people who may still see what they opened. Sessions are ended when a right is taken away; this
 * holds also where that was missed, and for content that has got another key since.
 */
export class ValidSessions {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly access: DocumentAccess,
  ) {}

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const session = await this.sessions.find(sessionId);
    if (session === undefined || (await this.#maySee(session))) return session;
    await this.sessions.end(sessionId);
    return undefined;
  }

  async #maySee({ documentId, username }: EditingSession): Promise<boolean> {
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return false;
    return (await this.access.roleOf(username, document)) !== undefined;
  }
}
