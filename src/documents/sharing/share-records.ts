import { AuditLog, documentObject, type AuditDetail } from '../../platform/audit/audit-log.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
import type { Document } from '../document.js';

/** Who may open a document was changed: the entry in the audit log, and the event for applications. */
export class ShareRecords {
  constructor(
    private readonly audit: AuditLog,
    private readonly outbox: EventOutbox,
  ) {}

  /** In the transaction of the caller, after its changes. `by` is an account's id; `detail` says about whom it is. */
  async add(
    action: 'document.shared' | 'document.unshared',
    by: string,
    { id }: Document,
    detail: AuditDetail,
  ): Promise<void> {
    const about = { actor: by, detail };
    await this.audit.record({ action, object: documentObject(id), ...about });
    await this.outbox.add({ type: action, documentId: id, ...about });
  }
}
