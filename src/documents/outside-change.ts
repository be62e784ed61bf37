import { DomainEvents } from '../platform/events/domain-events.js';
import { DocumentCheckedOut, DocumentContentReplaced } from './document.events.js';
import { DocumentHolders } from './document-holders.js';
import { beingEdited } from './documents.errors.js';
import { EditingPresence } from './editing-presence.js';

/** What every change of content outside the editor must mind: never under the hands of people who edit. */
export class OutsideChange {
  constructor(
    private readonly presence: EditingPresence,
    readonly holders: DocumentHolders,
    private readonly events: DomainEvents,
  ) {}

  /** `documents/being-edited` and `documents/checked-out` (conflict) name those who are at it. */
  async refuseUnlessFree(username: string, documentId: string): Promise<void> {
    await this.holders.refuseOthers(username, documentId);
    await this.refuseWhileEdited(documentId);
  }

  /** `documents/being-edited` names those who are at it in the browser. */
  async refuseWhileEdited(documentId: string): Promise<void> {
    const editors = (await this.presence.editorsOf([documentId])).get(documentId) ?? [];
    if (editors.length > 0) throw beingEdited(documentId, editors);
  }

  done(documentId: string): void {
    this.events.publish(new DocumentContentReplaced(documentId));
  }

  checkedOut(documentId: string): void {
    this.events.publish(new DocumentCheckedOut(documentId));
  }
}
