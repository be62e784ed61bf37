import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People, type Person } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentsGiven } from '../document.events.js';
import type { Document } from '../document.js';
import { noSuchDocument, noSuchPerson, ownerCannotOpen } from '../documents.errors.js';
import type { OwnerChange } from '../registry/owner-changes.js';
import { personMeant, type MeantPerson } from './meant-person.js';
import { GivingAway, type Openers } from './giving-away.js';

/** What giving a document away would mean. */
export interface OwnerChangePreview {
  readonly to: Person;
  /** They have it already. */
  readonly isOwner: boolean;
  /** Of a private document: who can open it then. */
  readonly openers: Openers | undefined;
}

export interface ChangeOwnerInput extends MeantPerson {
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
    private readonly events: DomainEvents,
  ) {}

  /**
   * Giving it to the owner that it has changes nothing.
   * @throws documents/no-such-document, documents/not-allowed, documents/no-such-person; of a private document
   *   documents/owner-cannot-open (conflict), which says who could still open it, unless that is accepted
   */
  async execute(actor: Actor, documentId: string, input: ChangeOwnerInput): Promise<void> {
    const document = await this.givable(actor, documentId);
    const to = await personMeant(this.people, input);
    const { owner: from } = document;
    if (to.id === from) return;
    const change = changeOf(actor, document, to);
    if (document.custody === 'zero-knowledge' && input.accept !== true)
      throw ownerCannotOpen(to.username, await this.giving.openersOf(document, change));
    const given = await this.giving.give([document], change);
    // Somebody else gave it away at the same moment.
    if (given.length === 0) throw noSuchDocument(documentId);
    this.events.publish(new DocumentsGiven(to.id, actor.id, documentId, 1));
  }

  /** Changes nothing. @throws as `execute`, but for documents/owner-cannot-open */
  async preview(actor: Actor, documentId: string, accountId: string): Promise<OwnerChangePreview> {
    const document = await this.givable(actor, documentId);
    const known = (await this.people.named([accountId])).get(accountId);
    // Somebody disabled is known by their name alone.
    const to = known && (await this.people.find(known.username));
    if (to === undefined) throw noSuchPerson(known?.username ?? accountId);
    const isPrivate = document.custody === 'zero-knowledge';
    return {
      ...{ to, isOwner: to.id === document.owner },
      openers: isPrivate
        ? await this.giving.openersOf(document, changeOf(actor, document, to))
        : undefined,
    };
  }

  /**
   * The document, for who may give it away: its owner or an administrator, who need not be able to read it.
   * @throws documents/no-such-document, documents/not-allowed
   */
  async givable(actor: Actor, documentId: string): Promise<Document> {
    if (!actor.isAdmin) return (await this.access.require(actor, documentId, 'own')).document;
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) throw noSuchDocument(documentId);
    return document;
  }
}

/** Whoever gives their own document away stays on it. */
const changeOf = (actor: Actor, { owner: from }: Document, to: Person): OwnerChange => ({
  ...{ from, to, by: actor.id },
  keeps: actor.id === from ? 'editing' : 'nothing',
});
