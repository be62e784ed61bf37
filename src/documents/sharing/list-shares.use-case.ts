import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { Groups } from '../../platform/identity/groups.js';
import { People, personIn } from '../../platform/identity/people.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentShareRepository, type Share } from '../registry/document.repository.js';
import { GroupShareRepository } from '../registry/group-share.repository.js';
import { DocumentMembers } from './document-members.js';
import type { ShareView } from './share-document.use-case.js';

@Injectable()
export class ListShares {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
    private readonly members: DocumentMembers,
  ) {}

  /** Ordered by username. */
  async execute(actor: Actor, documentId: string): Promise<readonly ShareView[]> {
    const { document } = await this.access.require(actor, documentId, 'share');
    const views = await viewsOf(await this.shares.list(documentId), this.people);
    const ids = views.map(({ id }) => id);
    const keys = await this.members.keyStatesOf(document, ids);
    return views.map((view) => ({ ...view, key: keys.get(view.id) })).toSorted(byUsername);
  }
}

/** The shares of many documents at once; those of documents that the actor does not own are left out. */
@Injectable()
export class ListSharesOfOwned {
  constructor(
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
    private readonly groups: Groups,
    private readonly groupShares: GroupShareRepository,
  ) {}

  /** By document id: groups by their name, then people by username. */
  async execute(
    actor: Actor,
    documentIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ShareView[]>> {
    const shares = await this.shares.listOfOwner(actor.id, documentIds);
    const views = await viewsOf(shares, this.people);
    const byDocument = Map.groupBy(shares.keys(), (index) => shares[index]!.documentId);
    const groups = await this.#groupsOf(actor, documentIds);
    const ids = new Set([...byDocument.keys(), ...groups.keys()]);
    return new Map(
      [...ids].map((id) => [
        id,
        [
          ...(groups.get(id) ?? []).toSorted(byUsername),
          ...(byDocument.get(id) ?? []).map((index) => views[index]!).toSorted(byUsername),
        ],
      ]),
    );
  }

  async #groupsOf(actor: Actor, documentIds: readonly string[]) {
    const shares = await this.groupShares.listOfOwner(actor.id, documentIds);
    const named = await this.groups.named(shares.map(({ groupId }) => groupId));
    const views = new Map<string, ShareView[]>();
    for (const { documentId, groupId, role, switches } of shares) {
      const group = named.get(groupId);
      if (group === undefined) continue;
      const view = { id: groupId, username: group.name, displayName: group.name, role, switches };
      views.set(documentId, [...(views.get(documentId) ?? []), view]);
    }
    return views;
  }
}

const byUsername = (one: ShareView, other: ShareView): number =>
  one.username < other.username ? -1 : 1;

/** One view for each share, in the same order. */
async function viewsOf(shares: readonly Share[], people: People): Promise<readonly ShareView[]> {
  const named = await people.named(shares.map(({ accountId }) => accountId));
  return shares.map(({ accountId, role, switches }) => {
    const { username, displayName, pictureId } = personIn(named, accountId);
    return {
      id: accountId,
      username,
      displayName,
      role,
      switches,
      ...(pictureId !== undefined && { pictureId }),
    };
  });
}
