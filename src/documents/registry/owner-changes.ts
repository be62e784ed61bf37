import { documentObject, type AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EventOutbox } from '../../platform/events/event-outbox.js';
import type { Person } from '../../platform/identity/people.js';
import type { DocumentCheckoutRepository } from '../checkout/document-checkout.repository.js';
import type { Document } from '../document.js';
import { ALL_ALLOWED, rightsOf } from '../rights.js';
import type { DocumentShareRepository } from './document.repository.js';
import type { HeldRights } from './group-share.repository.js';
import type { OwnershipRepository } from './ownership.repository.js';

export interface OwnerChange {
  /** The account's id; the new owner's is another one. */
  readonly from: string;
  readonly to: Person;
  /** Whose account decided; null on the command line. */
  readonly by: string | null;
  /** What whoever had it has then, beside what a group of theirs is given. */
  readonly keeps: 'editing' | 'nothing';
}

export interface OwnerChangesParts {
  readonly ownership: OwnershipRepository;
  readonly shares: DocumentShareRepository;
  readonly held: HeldRights;
  readonly checkouts: DocumentCheckoutRepository;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly outbox: EventOutbox;
}

/** Writes who owns documents now, and what that means for everything else that names the person. */
export class OwnerChanges {
  constructor(private readonly parts: OwnerChangesParts) {}

  /**
   * In the transaction of the caller. Documents that are not `from`'s any more are left as they are; the others' ids are
   * returned. Each has its entry in the audit log.
   */
  async give(documents: readonly Document[], change: OwnerChange): Promise<readonly string[]> {
    const { ownership, audit } = this.parts;
    const given = await ownership.give(documents, change.from, change.to.id);
    if (change.keeps === 'nothing') await this.#endCheckouts(given, change);
    for (const id of given) {
      if (change.keeps === 'editing') await this.#shareWith(change.from, id);
      else await this.#recordLoss(change.from, id);
      await audit.record({
        ...{ action: 'document.owner-changed', actor: change.by, object: documentObject(id) },
        detail: { person: change.to.username },
      });
    }
    return given;
  }

  async #shareWith(accountId: string, documentId: string): Promise<void> {
    const { shares, clock } = this.parts;
    await shares.insert({
      ...{ documentId, accountId, role: 'editor', switches: ALL_ALLOWED },
      ...{ createdAtMs: clock.nowMs(), reducedAtMs: 0 },
    });
    await shares.refresh(documentId);
  }

  /** Whoever keeps a right by a group has openings from before, as owner: they end too. */
  #recordLoss(accountId: string, documentId: string): Promise<void> {
    const { may } = rightsOf('owner');
    const atMs = this.parts.clock.nowMs();
    return this.parts.held.recordLoss(documentId, accountId, { may, atMs });
  }

  /** They could not check it in any more, and nobody else could change it until then. */
  async #endCheckouts(documentIds: readonly string[], { from, by }: OwnerChange): Promise<void> {
    const { ownership, checkouts, outbox } = this.parts;
    for (const documentId of await ownership.heldBy(from, documentIds)) {
      const checkout = await checkouts.findCheckout(documentId);
      await checkouts.removeLock(documentId);
      if (checkout?.accountId !== from) continue;
      await checkouts.removeCheckout(checkout);
      await outbox.add({ type: 'document.checked_in', documentId, actor: by });
    }
  }
}
