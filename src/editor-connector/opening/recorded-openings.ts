import { documentObject, type AuditEvent, type AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { EventOutbox } from '../../platform/events/event-outbox.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { EditingSession } from '../sessions/editing-sessions.js';
import type { EditorOpenings } from '../sessions/editor-openings.js';
import type { OpenedFor } from '../sessions/save-capability.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';

/**
 * What stays of an opening: its entry in the audit log, the key that was released for it, which application it was, and
 * who may be connected by it, in which sign-in.
 */
export class RecordedOpenings {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: EventOutbox,
    private readonly database: Database,
    private readonly releases: KeyReleases,
    private readonly openings: EditorOpenings,
  ) {}

  /**
   * Before the session can be used: one transaction. While the database stores nothing, because its disk is full,
   * people can still read what this server opens; the entry waits then, and a sign-out could not be stored either.
   */
  async record(session: EditingSession, openedFor: OpenedFor): Promise<void> {
    const opened = openedBy(session);
    try {
      await this.database.inTransaction(async () => {
        await this.#record(session, opened);
        await this.#remember(session, openedFor);
      }, 'snapshot');
    } catch (error) {
      const isTransient = isAppError(error) && error.kind === 'unavailable';
      if (!isTransient || session.custody !== 'managed') throw error;
      await this.audit.recordReading(opened);
    }
    await this.outbox.opened(session.documentId);
  }

  async #record(session: EditingSession, opened: AuditEvent): Promise<void> {
    if (session.custody !== 'managed') {
      await this.releases.add(session);
      await this.audit.record({ ...opened, action: 'key.released' });
    }
    await this.audit.record(opened);
  }

  /** An application has no sign-in. */
  async #remember(session: EditingSession, openedFor: OpenedFor): Promise<void> {
    const signInId = requestOrigin()?.signIn?.id;
    const { sessionId, documentId, documentKey, accountId, releasedAtMs: openedAtMs } = session;
    const by = { sessionId, signInId, accountId };
    await this.openings.add({ ...by, documentId, documentKey, openedFor, openedAtMs });
  }
}

const openedBy = ({ accountId, documentId, versionNumber }: EditingSession): AuditEvent => ({
  action: 'document.opened',
  actor: accountId,
  object: documentObject(documentId),
  detail: { version: versionNumber },
});
