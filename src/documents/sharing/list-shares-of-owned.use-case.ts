import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { DocumentShareRepository } from '../registry/document-share.repository.js';
import type { ShareView } from './share-document.use-case.js';

/** With whom the actor shares each of many documents; those of other owners are left out. */
@Injectable()
export class ListSharesOfOwned {
  constructor(
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
  ) {}

  /** By document; by username within it. */
  async execute(
    actor: Actor,
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ShareView[]>> {
    const shares = await this.shares.listOfOwner(actor.username, documentIds);
    const people = await this.people.named([...new Set(shares.map(({ username }) => username))]);
    const views = shares.map(({ documentId, username, role }) => ({
      documentId,
      share: { username, displayName: people.get(username)?.displayName ?? username, role },
    }));
    const byDocument = Map.groupBy(views, ({ documentId }) => documentId);
    return new Map([...byDocument].map(([id, of]) => [id, of.map(({ share }) => share)]));
  }
}
