import type { EditingPresence } from '../documents/index.js';
import type { DomainEvents } from '../platform/events/domain-events.js';
import type { CallbackReport } from './callback.js';
import type { DocumentKeys } from './document-keys.js';
import type { SaveGrant } from './save-capability.js';
import type { SessionEndings } from './session-endings.js';

/** The Document Server told who edits. */
export class EditorsReported {
  constructor(
    readonly documentId: string,
    readonly documentKey: string,
    readonly usernames: readonly string[],
  ) {}
}

/** Writes down who edits, and ends sessions once nobody does, in the order in which the Document Server said so, whatever order it arrives in. */
export class ReportedPresence {
  constructor(
    private readonly presence: EditingPresence,
    private readonly keys: DocumentKeys,
    private readonly endings: SessionEndings,
    private readonly events: DomainEvents,
  ) {}

  async report(
    { documentId, documentKey }: SaveGrant,
    { iat }: CallbackReport,
    usernames: readonly string[],
  ): Promise<void> {
    if (!(await this.keys.isNewestReport(documentKey, Math.floor(iat)))) return;
    await this.presence.report(documentId, documentKey, usernames);
    this.events.publish(new EditorsReported(documentId, documentKey, usernames));
    if (usernames.length === 0) await this.endings.lastEditorLeft(documentKey, Math.floor(iat));
  }
}
