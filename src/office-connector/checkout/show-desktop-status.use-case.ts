import { Injectable } from '@nestjs/common';
import {
  DocumentHolders,
  DocumentViews,
  type Checkout,
  type DocumentLock,
  type DocumentView,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People, personIn } from '../../platform/identity/people.js';

export interface DesktopStatus {
  readonly view: DocumentView;
  readonly checkout: Checkout | undefined;
  /** Username, as `lockedBy`. */
  readonly checkedOutBy: string | undefined;
  readonly lock: DocumentLock | undefined;
  readonly lockedBy: string | undefined;
}

@Injectable()
export class ShowDesktopStatus {
  constructor(
    private readonly documents: DocumentViews,
    private readonly holders: DocumentHolders,
    private readonly people: People,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<DesktopStatus> {
    const view = await this.documents.find(actor, documentId);
    const checkout = await this.holders.checkoutOf(documentId);
    const lock = await this.holders.lockOf(documentId);
    const ids = [checkout, lock].flatMap((held) => held?.accountId ?? []);
    const named = await this.people.named(ids);
    const nameOf = (held: Checkout | DocumentLock | undefined) =>
      held && personIn(named, held.accountId).username;
    return { view, checkout, checkedOutBy: nameOf(checkout), lock, lockedBy: nameOf(lock) };
  }
}
