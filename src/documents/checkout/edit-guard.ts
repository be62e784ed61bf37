import { personIn, type People, type Standings } from '../../platform/identity/people.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { EventOutbox } from '../../platform/events/event-outbox.js';
import type { DocumentAccess } from '../document-access.js';
import { DocumentCheckedOut, DocumentContentReplaced } from '../document.events.js';
import { beingEdited, checkedOut, unsavedChangesWait } from '../documents.errors.js';
import {
  DocumentCheckoutRepository,
  type Checkout,
  type DocumentLock,
} from './document-checkout.repository.js';
import { EditingPresence } from './editing-presence.js';
import { UnsavedChangesRegister } from './unsaved-changes.js';

export interface DocumentHoldersParts {
  readonly checkouts: DocumentCheckoutRepository;
  readonly access: DocumentAccess;
  readonly standings: Standings;
  readonly people: People;
  readonly database: Database;
  readonly outbox: EventOutbox;
  readonly clock: Clock;
}

/**
 * Who has a document on their desktop. Whoever may not edit it any more, or was disabled, holds nothing: they could
 * never give it back.
 */
export class DocumentHolders {
  constructor(private readonly parts: DocumentHoldersParts) {}

  async checkoutOf(documentId: string): Promise<Checkout | undefined> {
    const checkout = await this.parts.checkouts.findCheckout(documentId);
    return checkout !== undefined && (await this.#mayEdit(checkout)) ? checkout : undefined;
  }

  /** Undefined when there is no lock, or when it has expired. */
  async lockOf(documentId: string): Promise<DocumentLock | undefined> {
    const lock = await this.parts.checkouts.findLock(documentId);
    if (lock === undefined) return undefined;
    const expiresAtMs = lock.sinceMs + lock.timeoutSeconds * 1000;
    return expiresAtMs > this.parts.clock.nowMs() && (await this.#mayEdit(lock)) ? lock : undefined;
  }

  /**
   * The account id of the person with the check-out or, without one, the lock: nobody else may change the content. The
   * check-out of somebody who may not edit any more ends here, because others change the content from now on: what that
   * person has on the desktop must not replace it when they get their right back.
   */
  async holderOf(documentId: string): Promise<string | undefined> {
    const checkout = await this.parts.checkouts.findCheckout(documentId);
    if (checkout === undefined) return (await this.lockOf(documentId))?.accountId;
    if (await this.#mayEdit(checkout)) return checkout.accountId;
    await this.#end(checkout);
    return undefined;
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

  async #mayEdit({ documentId, accountId }: Checkout | DocumentLock): Promise<boolean> {
    const { access, standings } = this.parts;
    const document = await access.findById(documentId);
    const standing = (await standings.of([accountId])).get(accountId);
    if (document === undefined || standing?.isEnabled !== true) return false;
    return (await access.rightsOf(accountId, document))?.may.has('edit') === true;
  }

  #end(checkout: Checkout): Promise<void> {
    const { checkouts, database, outbox } = this.parts;
    const { documentId } = checkout;
    return database.inTransaction(async () => {
      await checkouts.removeCheckout(checkout);
      await checkouts.removeLock(documentId);
      await outbox.add({ type: 'document.checked_in', documentId, actor: null });
    });
  }

  async #refuse(documentId: string, holder: string): Promise<never> {
    const named = await this.parts.people.named([holder]);
    throw checkedOut(documentId, personIn(named, holder).username);
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
