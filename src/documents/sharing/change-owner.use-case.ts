import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import type { Document } from '../document.js';
import { noSuchDocument, noSuchPerson, ownerCannotOpen } from '../documents.errors.js';
import type { OwnerChange } from '../registry/owner-changes.js';
import { GivingAway } from './giving-away.js';

export interface ChangeOwnerInput {
  readonly username: string;
  /** Of a private document: whoever gives it away knows who can open it then. */
  readonly accept?: boolean | undefined;
}

/**
 * Gives a document to another owner. Whoever gives their own away stays as an editor; if an administrator does it, whoever
 * had it keeps nothing.
 */
@Injectable()
export class ChangeOwner {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly giving: GivingAway,
  ) {}

  /**
   * Giving it to the owner that it has changes nothing.
   * @throws documents/no-such-document, documents/not-allowed, documents/no-such-person; of a private document
   *   documents/owner-cannot-open (conflict), which says who could still open it, unless that is accepted
   */
  async execute(actor: Actor, documentId: string, input: ChangeOwnerInput): Promise<void> {
    const document = await this.#documentOf(actor, documentId);
    const to = await this.people.find(input.username);
    if (to === undefined) throw noSuchPerson(input.username);
    const from = document.owner;
    if (to.id === from) return;
    const keeps = actor.id === from ? 'editing' : 'nothing';
    const change: OwnerChange = { from, to, by: actor.id, keeps };
    if (document.custody === 'zero-knowledge' && input.accept !== true)
      throw ownerCannotOpen(to.username, await this.giving.openersOf(document, change));
    const given = await this.giving.give([document], change);
    // Somebody else gave it away at the same moment.
    if (given.length === 0) throw noSuchDocument(documentId);
  }

  /** An administrator need not be able to read it. */
  async #documentOf(actor: Actor, documentId: string): Promise<Document> {
    if (!actor.isAdmin) return (await this.access.require(actor, documentId, 'own')).document;
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) throw noSuchDocument(documentId);
    return document;
  }
}
