import { documentObject, type AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { EventOutbox } from '../../platform/events/event-outbox.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { EditingSession } from '../sessions/editing-sessions.js';
import type { EditorOpenings } from '../sessions/editor-openings.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';

/**
 * What stays of an opening: its entry in the audit log, the key that was released for it, which application it was, and
 * the sign-in in which a person made it.
 */
export class RecordedOpenings {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: EventOutbox,
    private readonly database: Database,
    private readonly releases: KeyReleases,
    private readonly openings: EditorOpenings,
  ) {}

  /** Before the session can be used. */
  async record(session: EditingSession): Promise<void> {
    await this.#record(session);
    await this.outbox.opened(session.documentId);
    await this.#rememberSignIn(session);
  }

  #record(session: EditingSession): Promise<void> {
    const { accountId: actor, versionNumber: version } = session;
    const about = { actor, object: documentObject(session.documentId), detail: { version } };
    if (session.custody === 'managed')
      return this.audit.recordReading({ action: 'document.opened', ...about });
    return this.database.inTransaction(async () => {
      await this.releases.add(session);
      await this.audit.record({ action: 'key.released', ...about });
      await this.audit.record({ action: 'document.opened', ...about });
    }, 'snapshot');
  }

  /**
   * An application has no sign-in. While the database stores nothing, because its disk is full, people can still read;
   * nor could their sign-out be stored then.
   */
  async #rememberSignIn(session: EditingSession): Promise<void> {
    const signInId = requestOrigin()?.signIn?.id;
    if (signInId === undefined) return;
    const { sessionId, documentKey, accountId, releasedAtMs: openedAtMs } = session;
    const opening = { sessionId, signInId, documentKey, accountId, openedAtMs };
    await this.openings.add(opening).catch((error: unknown) => {
      if (!isAppError(error) || error.kind !== 'unavailable') throw error;
    });
  }
}
