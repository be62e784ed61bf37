import { documentObject, type AuditLog } from '../../platform/audit/audit-log.js';
import type { Database } from '../../platform/database/database.js';
import type { EventOutbox } from '../../platform/events/event-outbox.js';
import type { EditingSession } from '../sessions/editing-sessions.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';

/** What stays of an opening: its entry in the audit log, the key that was released for it, and which application it was. */
export class RecordedOpenings {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: EventOutbox,
    private readonly database: Database,
    private readonly releases: KeyReleases,
  ) {}

  /** Before the session can be used. */
  async record(session: EditingSession): Promise<void> {
    await this.#record(session);
    await this.outbox.opened(session.documentId);
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
}
