import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentChanges } from './document-changes.js';
import { DocumentDeleted } from '../document.events.js';

@Injectable()
export class DeleteDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly changes: DocumentChanges,
    private readonly events: DomainEvents,
  ) {}

  /** Out of sight, not out of the store: its owner can take it back with every version. */
  async execute(actor: Actor, documentId: string): Promise<void> {
    await this.access.require(actor, documentId, 'owner');
    await this.changes.apply(documentId, (_, nowMs) => ({ deletedAtMs: nowMs }));
    this.events.publish(new DocumentDeleted(documentId));
  }
}
