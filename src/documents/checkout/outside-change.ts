import { DomainEvents } from '../../platform/events/domain-events.js';
import { DocumentCheckedOut, DocumentContentReplaced } from '../document.events.js';
import { DocumentHolders } from './document-holders.js';
import { beingEdited, unsavedChangesWait } from '../documents.errors.js';
import { EditingPresence } from './editing-presence.js';
import { UnsavedChangesRegister } from './unsaved-changes.js';

export interface OutsideChangeOptions {
  /** The person was told that unsaved changes wait, and gives them up for this change. */
  readonly giveUpUnsaved?: boolean | undefined;
}

/** What every change of content outside the editor must mind: never under the hands of people who edit. */
export class OutsideChange {
  constructor(
    private readonly presence: EditingPresence,
    readonly holders: DocumentHolders,
    private readonly unsaved: UnsavedChangesRegister,
    private readonly events: DomainEvents,
  ) {}

  /**
   * `documents/being-edited` and `documents/checked-out` (conflict) name those who are at it;
   * `documents/unsaved-changes` (conflict) says what to do about changes that wait at the Document Server.
   */
  async refuseUnlessFree(
    username: string,
    documentId: string,
    options: OutsideChangeOptions = {},
  ): Promise<void> {
    await this.holders.refuseOthers(username, documentId);
    await this.refuseWhileEdited(documentId, options);
  }

  /** The same, first thing in the transaction of the change: what is given up is given up with it, or not at all. */
  async begin(username: string, documentId: string, options: OutsideChangeOptions): Promise<void> {
    await this.refuseUnlessFree(username, documentId, options);
    if (options.giveUpUnsaved === true) await this.unsaved.giveUp(documentId, username);
  }

  /** `documents/being-edited` names those who are at it in the browser, `documents/unsaved-changes` who was. */
  async refuseWhileEdited(
    documentId: string,
    { giveUpUnsaved = false }: OutsideChangeOptions = {},
  ): Promise<void> {
    await this.#refuseWhileOpen(documentId);
    if (giveUpUnsaved) return;
    const waiting = (await this.unsaved.waitingIn([documentId])).get(documentId);
    if (waiting !== undefined) throw unsavedChangesWait(documentId, waiting);
  }

  /**
   * The same for a desktop program of that person. Within their own check-out, what came to wait unsaved meanwhile
   * stops nobody: it is kept beside what they check in.
   */
  async refuseDesktop(username: string, documentId: string): Promise<void> {
    const isTheirs = (await this.holders.holderOf(documentId)) === username;
    await this.refuseWhileEdited(documentId, { giveUpUnsaved: isTheirs });
  }

  async #refuseWhileOpen(documentId: string): Promise<void> {
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
