import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentShareRepository } from '../registry/document-share.repository.js';
import type { ShareView } from './share-document.use-case.js';

@Injectable()
export class ListShares {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
  ) {}

  /** By username. */
  async execute(actor: Actor, documentId: string): Promise<readonly ShareView[]> {
    await this.access.require(actor, documentId, 'owner');
    const shares = await this.shares.list(documentId);
    const people = await this.people.named(shares.map(({ username }) => username));
    return shares.map(({ username, role }) => ({
      username,
      displayName: people.get(username)?.displayName ?? username,
      role,
    }));
  }
}
