import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import { personOf, type Actor } from '../../platform/identity/actor.js';
import { DocumentDeleted } from '../document.events.js';
import type { Document } from '../document.js';
import { rightsOf } from '../rights.js';
import { DocumentFactory } from './document-factory.js';
import { DocumentRegistry } from './document-registry.js';
import type { DocumentView } from './document-view.js';
import { DocumentRepository } from './document.repository.js';

export interface CreateShadowDocumentInput {
  /** With extension: it decides the format. */
  readonly title: string;
  /** Further writes in the same transaction. */
  readonly alongside: (document: Document) => Promise<void>;
}

/** Creates a document without content. Only its owner and administrators see it until it has a first version. */
@Injectable()
export class CreateShadowDocument {
  constructor(
    private readonly factory: DocumentFactory,
    private readonly registry: DocumentRegistry,
    private readonly database: Database,
  ) {}

  async execute(actor: Actor, input: CreateShadowDocumentInput): Promise<DocumentView> {
    const wanted = { title: input.title, owner: actor.id };
    const document = await this.factory.create(wanted, async (made) => {
      const shadow: Document = { ...made, state: 'shadow' };
      await this.database.inTransaction(async () => {
        await this.registry.add(shadow);
        await input.alongside(shadow);
      });
      return shadow;
    });
    return {
      document,
      owner: personOf(actor),
      ...rightsOf('owner'),
      head: undefined,
      editors: [],
      unsaved: undefined,
    };
  }
}

/** Deletes a document that never got content. As after any deletion, its owner can restore it. */
@Injectable()
export class RemoveShadowDocument {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly registry: DocumentRegistry,
    private readonly database: Database,
    private readonly events: DomainEvents,
  ) {}

  /** False for a document that is unknown, deleted or has content: nothing changes then. */
  async execute(documentId: string): Promise<boolean> {
    const isRemoved = await this.database.inTransaction(async () => {
      const document = await this.documents.findById(documentId);
      if (document?.state !== 'shadow' || document.deletedAtMs !== null) return false;
      // Nobody did: it waited for its first content too long, or could not be begun.
      await this.registry.change(documentId, (_, nowMs) => ({ deletedAtMs: nowMs }), {
        action: 'document.deleted',
        actor: null,
      });
      return true;
    });
    if (isRemoved) this.events.publish(new DocumentDeleted(documentId));
    return isRemoved;
  }
}
