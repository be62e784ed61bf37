import { DomainEvents } from '../platform/events/domain-events.js';
import { DocumentContentReplaced } from './document.events.js';
import { beingEdited } from './documents.errors.js';
import { EditingPresence } from './editing-presence.js';

/** What every change of content outside the editor must mind: never under the hands of people who edit. */
export class OutsideChange {
  constructor(
    private readonly presence: EditingPresence,
    private readonly events: DomainEvents,
  ) {}

  /** `documents/being-edited` names those who are at it. */
  async refuseWhileEdited(documentId: string): Promise<void> {
    const editors = (await this.presence.editorsOf([documentId])).get(documentId) ?? [];
    if (editors.length > 0) throw beingEdited(documentId, editors);
  }

  done(documentId: string): void {
    this.events.publish(new DocumentContentReplaced(documentId));
  }
}
