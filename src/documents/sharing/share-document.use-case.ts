import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import type { KeyringSealing } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentAdmission } from './document-admission.js';
import { DocumentShareChanged } from '../document.events.js';
import { cannotShareWithOwner, noSuchPerson } from '../documents.errors.js';
import type { SharedRole } from '../registry/document-share.repository.js';

export interface ShareView {
  readonly username: string;
  readonly displayName: string;
  readonly role: SharedRole;
}

export interface ShareDocumentInput {
  readonly username: string;
  readonly role: SharedRole;
  /** Under zero-knowledge custody, for somebody new: every epoch's secret, sealed to them, too. */
  readonly keyrings?: readonly KeyringSealing[] | undefined;
}

@Injectable()
export class ShareDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly admission: DocumentAdmission,
    private readonly events: DomainEvents,
  ) {}

  /** Gives a person a role on the document, or another one than before. */
  async execute(actor: Actor, documentId: string, input: ShareDocumentInput): Promise<ShareView> {
    const { document } = await this.access.require(actor, documentId, 'owner');
    const person = await this.people.find(input.username);
    if (person === undefined) throw noSuchPerson(input.username);
    const { username, displayName } = person;
    if (username === document.owner) throw cannotShareWithOwner(username);
    const changed = await this.admission.letIn(document, { ...input, username });
    if (changed) this.events.publish(new DocumentShareChanged(documentId, username));
    return { username, displayName, role: input.role };
  }
}
