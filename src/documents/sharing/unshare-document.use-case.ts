import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentAdmission } from './document-admission.js';
import { DocumentShareChanged } from '../document.events.js';
import { noSuchShare } from '../documents.errors.js';

@Injectable()
export class UnshareDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly admission: DocumentAdmission,
    private readonly events: DomainEvents,
  ) {}

  async execute(actor: Actor, documentId: string, username: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'owner');
    // The share of somebody whose account is gone is removed under the name as given.
    const known = (await this.people.find(username))?.username ?? username;
    if (!(await this.admission.putOut(document, known))) throw noSuchShare(documentId, username);
    this.events.publish(new DocumentShareChanged(documentId, known));
  }
}
