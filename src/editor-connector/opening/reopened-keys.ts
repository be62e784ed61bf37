import type { EditingPresence } from '../../documents/index.js';
import type { Database } from '../../platform/database/database.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import type { EditingSession } from '../sessions/editing-sessions.js';

/**
 * A page gets its session some seconds before its editor opens. When the others leave in between, their final save ends
 * the key, and the Document Server begins it anew with the file of that session, which is older. What is typed there is
 * made from the older version: noted here, so that its saves are set aside and replace nothing.
 */
export class ReopenedKeys {
  constructor(
    private readonly keys: DocumentKeys,
    private readonly presence: EditingPresence,
    private readonly database: Database,
  ) {}

  /** Before the file of the session is handed out. */
  async handedOut(session: EditingSession): Promise<void> {
    if (!isBehind(await this.keys.find(session.documentKey), session)) return;
    await this.database.inTransaction(async () => {
      const { documentId, documentKey, versionNumber } = session;
      if (!isBehind(await this.keys.find(documentKey), session)) return;
      // Whoever edits under it has what was saved, whatever file the Document Server asks for once more.
      if ((await this.presence.editorsUnder(documentId, documentKey)).length > 0) return;
      await this.keys.save({
        ...{ documentKey, lastVersion: versionNumber },
        ...{ isStored: true, isLive: false },
      });
    });
  }
}

const isBehind = (key: DocumentKey | undefined, { versionNumber }: EditingSession): boolean =>
  key?.purpose === 'edit' && !key.isLive && key.lastVersion > versionNumber;
