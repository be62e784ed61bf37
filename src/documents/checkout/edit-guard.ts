import { personIn, type People } from '../../platform/identity/people.js';
import { Clock } from '../../platform/clock/clock.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import { DocumentCheckedOut, DocumentContentReplaced } from '../document.events.js';
import { beingEdited, checkedOut, unsavedChangesWait } from '../documents.errors.js';
import {
  DocumentCheckoutRepository,
  type Checkout,
  type DocumentLock,
} from './document-checkout.repository.js';
import { EditingPresence } from './editing-presence.js';
import { UnsavedChangesRegister } from './unsaved-changes.js';

/** Who has a document on their desktop. Reads only, in the caller's transaction if there is one. */
export class DocumentHolders {
  constructor(
    private readonly checkouts: DocumentCheckoutRepository,
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  checkoutOf(documentId: string): Promise<Checkout | undefined> {
    return this.checkouts.findCheckout(documentId);
  }

  /** Undefined when there is no lock, or when it has expired. */
  async lockOf(documentId: string): Promise<DocumentLock | undefined> {
    const lock = await this.checkouts.findLock(documentId);
    if (lock === undefined) return undefined;
    const expiresAtMs = lock.sinceMs + lock.timeoutSeconds * 1000;
    return expiresAtMs > this.clock.nowMs() ? lock : undefined;
  }

  /** The account id of the person with the check-out or, without one, the lock: nobody else may change the content. */
  async holderOf(documentId: string): Promise<string | undefined> {
    const holder = (await this.checkoutOf(documentId)) ?? (await this.lockOf(documentId));
    return holder?.accountId;
  }

  /** `documents/checked-out` (conflict) when another person holds it. */
  async assertNotHeldByOthers(accountId: string, documentId: string): Promise<void> {
    const holder = await this.holderOf(documentId);
    if (holder !== undefined && holder !== accountId) await this.#refuse(documentId, holder);
  }

  /** `documents/checked-out` (conflict) when anybody holds it. */
  async assertNotHeld(documentId: string): Promise<void> {
    const holder = await this.holderOf(documentId);
    if (holder !== undefined) await this.#refuse(documentId, holder);
  }

  async #refuse(documentId: string, holder: string): Promise<never> {
    throw checkedOut(documentId, personIn(await this.people.named([holder]), holder).username);
  }
}

export interface OutsideChangeOptions {
  /** The person knows that there are unsaved changes and discards them with this change. */
  readonly giveUpUnsaved?: boolean | undefined;
}

/** The checks before content is changed outside the editor: never while somebody else is editing it. */
export class EditGuard {
  constructor(
    private readonly presence: EditingPresence,
    private readonly holders: DocumentHolders,
    private readonly unsaved: UnsavedChangesRegister,
    private readonly events: DomainEvents,
    private readonly people: People,
  ) {}

  /**
   * `documents/being-edited` and `documents/checked-out` (conflict) name the people who are editing;
   * `documents/unsaved-changes` (conflict) says how to save or discard the changes at the Document Server.
   */
  async assertNotInUse(
    accountId: string,
    documentId: string,
    options: OutsideChangeOptions = {},
  ): Promise<void> {
    await this.holders.assertNotHeldByOthers(accountId, documentId);
    await this.assertNotEdited(documentId, options);
  }

  /** The same at the start of the change's transaction: unsaved changes are discarded together with it. */
  async beginChange(
    accountId: string,
    documentId: string,
    options: OutsideChangeOptions,
  ): Promise<void> {
    await this.assertNotInUse(accountId, documentId, options);
    if (options.giveUpUnsaved === true) await this.unsaved.giveUp(documentId, accountId);
  }

  /** Before a check-out: `documents/checked-out` (conflict) when anybody holds it, and as `assertNotEdited`. */
  async assertFree(documentId: string): Promise<void> {
    await this.holders.assertNotHeld(documentId);
    await this.assertNotEdited(documentId);
  }

  /** Only for the browser: `documents/being-edited` or `documents/unsaved-changes` (conflict). */
  async assertNotEdited(
    documentId: string,
    { giveUpUnsaved = false }: OutsideChangeOptions = {},
  ): Promise<void> {
    const editors = (await this.presence.editorsOf([documentId])).get(documentId) ?? [];
    if (editors.length > 0) throw beingEdited(documentId, await this.#usernamesOf(editors));
    if (giveUpUnsaved) return;
    const unsaved = (await this.unsaved.waitingIn([documentId])).get(documentId);
    if (unsaved === undefined) return;
    const names = await this.#usernamesOf(unsaved.editors);
    throw unsavedChangesWait(documentId, { ...unsaved, editors: names });
  }

  async #usernamesOf(accountIds: readonly string[]): Promise<readonly string[]> {
    const named = await this.people.named(accountIds);
    return accountIds.map((id) => personIn(named, id).username);
  }

  /**
   * The same before a desktop program of that person opens the document. Unsaved changes that were reported after
   * the person checked it out do not stop them: they stay beside what is checked in.
   */
  async assertDesktopMayOpen(accountId: string, documentId: string): Promise<void> {
    const isTheirs = (await this.holders.holderOf(documentId)) === accountId;
    await this.assertNotEdited(documentId, { giveUpUnsaved: isTheirs });
  }

  /** After the commit of a change: open editors get a new document key. */
  publishReplaced(documentId: string): void {
    this.events.publish(new DocumentContentReplaced(documentId));
  }

  /** After the commit of a check-out: people who have it open in the browser can no longer edit it. */
  publishCheckedOut(documentId: string): void {
    this.events.publish(new DocumentCheckedOut(documentId));
  }
}
