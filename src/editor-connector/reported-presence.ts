import type { EditingPresence } from '../documents/index.js';
import type { CallbackReport } from './callback.js';
import type { DocumentKeys } from './document-keys.js';
import type { SaveGrant } from './save-capability.js';

/** Writes down who edits, in the order in which the Document Server said so, whatever order it arrives in. */
export class ReportedPresence {
  constructor(
    private readonly presence: EditingPresence,
    private readonly keys: DocumentKeys,
  ) {}

  async report(
    { documentId, documentKey }: SaveGrant,
    { iat }: CallbackReport,
    usernames: readonly string[],
  ): Promise<void> {
    if (!(await this.keys.isNewestReport(documentKey, Math.floor(iat)))) return;
    await this.presence.report(documentId, documentKey, usernames);
  }
}
