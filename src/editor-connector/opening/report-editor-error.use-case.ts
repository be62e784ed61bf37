import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentKeys } from '../document-server/document-keys.js';
import { noSuchSession } from '../editor-connector.errors.js';
import { ValidSessions } from './editing-access.js';

/**
 * The editor's number for "the file could not be converted for opening". The Document Server keeps that result under
 * the document key and shows it to everybody who opens the key again. Its other opening errors, such as -81 for a
 * failed download, are not kept (docs/formats/document-server.md).
 */
const CONVERSION_FAILED = -80;

/** The page reports what the editor could not do; the Document Server informs nobody else. */
@Injectable()
export class ReportEditorError {
  readonly #logger = new Logger(ReportEditorError.name);

  constructor(
    private readonly sessions: ValidSessions,
    private readonly keys: DocumentKeys,
    private readonly database: Database,
  ) {}

  async execute(actor: Actor, sessionId: string, code: number): Promise<void> {
    const session = await this.sessions.findOrEnd(sessionId);
    if (session?.accountId !== actor.id) throw noSuchSession(sessionId);
    const { documentId, documentKey } = session;
    this.#logger.warn({ documentId, sessionId, code, reason: 'the editor reported an error' });
    if (code !== CONVERSION_FAILED) return;
    await this.database.inTransaction(() => this.keys.addFailure(documentKey, actor.id));
  }
}
