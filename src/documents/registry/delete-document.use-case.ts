import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentDeleted } from '../document.events.js';
import { DocumentRegistry } from './document-registry.js';
import { DocumentViews, type DocumentView } from './document-view.js';

/** Hides a document. Nothing is removed from storage: its owner can restore it with every version. */
@Injectable()
export class DeleteDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly registry: DocumentRegistry,
    private readonly events: DomainEvents,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<void> {
    await this.access.require(actor, documentId, 'own');
    await this.registry.change(documentId, (_, nowMs) => ({ deletedAtMs: nowMs }), {
      action: 'document.deleted',
      actor: actor.id,
    });
    this.events.publish(new DocumentDeleted(documentId));
  }
}

@Injectable()
export class RestoreDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly registry: DocumentRegistry,
    private readonly views: DocumentViews,
  ) {}

  /** Restores a deleted document; one that is not deleted stays as it is. */
  async execute(actor: Actor, documentId: string): Promise<DocumentView> {
    const found = await this.access.require(actor, documentId, 'own', { withDeleted: true });
    if (found.document.deletedAtMs === null) return this.views.of(found);
    const document = await this.registry.change(documentId, () => ({ deletedAtMs: null }), {
      action: 'document.restored',
      actor: actor.id,
    });
    return this.views.of({ ...found, document });
  }
}
