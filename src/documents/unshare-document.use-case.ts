import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../platform/events/domain-events.js';
import type { Actor } from '../platform/identity/actor.js';
import { People } from '../platform/identity/people.js';
import { DocumentAccess } from './document-access.js';
import { DocumentShareChanged } from './document.events.js';
import { DocumentShareRepository } from './document-share.repository.js';
import { noSuchShare } from './documents.errors.js';

@Injectable()
export class UnshareDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
    private readonly events: DomainEvents,
  ) {}

  async execute(actor: Actor, documentId: string, username: string): Promise<void> {
    await this.access.require(actor, documentId, 'owner');
    // The share of somebody whose account is gone is removed under the name as given.
    const known = (await this.people.find(username))?.username ?? username;
    if (!(await this.shares.remove(documentId, known))) throw noSuchShare(documentId, username);
    this.events.publish(new DocumentShareChanged(documentId, known));
  }
}
