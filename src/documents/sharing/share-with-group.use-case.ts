import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { Groups, type FoundGroup } from '../../platform/identity/groups.js';
import { People, personIn, type Person } from '../../platform/identity/people.js';
import type { KeyWrap } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import type { SharedRole } from '../document.js';
import { DocumentGroupShareChanged } from '../document.events.js';
import { noSuchGroup, noSuchGroupShare, noSuchPerson } from '../documents.errors.js';
import { GroupShareRepository } from '../registry/group-share.repository.js';
import { ALL_ALLOWED, type ShareSwitches } from '../rights.js';
import { DocumentMembers } from './document-members.js';
import { GroupAccessControl } from './group-access-control.js';

export interface GroupShareView {
  readonly group: FoundGroup;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
}

export interface ShareWithGroupInput {
  readonly groupId: string;
  readonly role: SharedRole;
  /** Default: everything is allowed. */
  readonly switches?: ShareSwitches | undefined;
  /** Under zero-knowledge custody: every epoch's secret, sealed to all who had it and to `sealedFor`. */
  readonly keyrings?: readonly KeyWrap[] | undefined;
  /** Usernames: those for whom it is new. */
  readonly sealedFor?: readonly string[] | undefined;
  /** Account ids, instead of usernames. */
  readonly sealedForPeople?: readonly string[] | undefined;
}

/** Gives all members of a group a role on a document, those of today and of later. */
@Injectable()
export class ShareWithGroup {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly groups: Groups,
    private readonly control: GroupAccessControl,
    private readonly events: DomainEvents,
  ) {}

  /** Also changes the rights that a group has, and gives the key to those who came to it later. */
  async execute(
    actor: Actor,
    documentId: string,
    input: ShareWithGroupInput,
  ): Promise<GroupShareView> {
    const { document } = await this.access.require(actor, documentId, 'share');
    await this.groups.refresh(input.groupId);
    const group = (await this.groups.named([input.groupId])).get(input.groupId);
    if (group === undefined) throw noSuchGroup(input.groupId);
    const { role, switches = ALL_ALLOWED, keyrings } = input;
    const keys = keyrings && {
      keyrings,
      sealedFor: input.sealedForPeople ?? (await this.#accountsOf(input.sealedFor ?? [])),
    };
    const change = await this.control.grant(actor.id, document, group, { role, switches, keys });
    if (change !== 'none')
      this.events.publish(new DocumentGroupShareChanged(documentId, change === 'reduced'));
    return { group, role, switches };
  }

  async #accountsOf(usernames: readonly string[]): Promise<readonly string[]> {
    const people = await Promise.all(usernames.map((username) => this.people.find(username)));
    const unknown = people.indexOf(undefined);
    if (unknown >= 0) throw noSuchPerson(usernames[unknown]!);
    return people.map((person) => person!.id);
  }
}

@Injectable()
export class UnshareGroup {
  constructor(
    private readonly access: DocumentAccess,
    private readonly groups: Groups,
    private readonly control: GroupAccessControl,
    private readonly events: DomainEvents,
  ) {}

  /** A group that was removed meanwhile, too. */
  async execute(actor: Actor, documentId: string, groupId: string): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'share');
    const group = (await this.groups.find(groupId)) ?? { id: groupId, name: groupId };
    if (!(await this.control.revoke(actor.id, document, group)))
      throw noSuchGroupShare(documentId, groupId);
    this.events.publish(new DocumentGroupShareChanged(documentId, true));
  }
}

@Injectable()
export class ListGroupShares {
  constructor(
    private readonly access: DocumentAccess,
    private readonly groups: Groups,
    private readonly shares: GroupShareRepository,
  ) {}

  /** By the group's name, and its id; without groups that were removed. */
  async execute(actor: Actor, documentId: string): Promise<readonly GroupShareView[]> {
    await this.access.require(actor, documentId, 'share');
    const shares = await this.shares.list(documentId);
    const named = await this.groups.named(shares.map(({ groupId }) => groupId));
    return shares
      .flatMap(({ groupId, role, switches }) => {
        const group = named.get(groupId);
        return group === undefined ? [] : [{ group, role, switches }];
      })
      .toSorted(({ group: one }, { group: other }) => {
        if (one.name !== other.name) return one.name < other.name ? -1 : 1;
        return one.id < other.id ? -1 : 1;
      });
  }
}

/** Who of a group gets the key of a private document from its owner's browser. */
export interface GroupKeysView {
  readonly waiting: readonly { readonly person: Person; readonly recipient: string }[];
  /** They have no key of their own: they see the document, and cannot open it. */
  readonly without: readonly Person[];
}

@Injectable()
export class ShowGroupKeys {
  constructor(
    private readonly access: DocumentAccess,
    private readonly groups: Groups,
    private readonly members: DocumentMembers,
    private readonly people: People,
    private readonly shares: GroupShareRepository,
  ) {}

  async execute(actor: Actor, documentId: string, groupId: string): Promise<GroupKeysView> {
    const { document } = await this.access.require(actor, documentId, 'share');
    await this.groups.refresh(groupId);
    if ((await this.groups.find(groupId)) === undefined) throw noSuchGroup(groupId);
    const members = await this.groups.membersOf([groupId]);
    const { waiting, without } = await this.members.waitingAmong(document, members);
    const ids = waiting.map(({ accountId }) => accountId);
    const named = await this.people.named([...ids, ...without]);
    return {
      waiting: waiting.map(({ accountId, recipient }) => ({
        ...{ person: personIn(named, accountId), recipient },
      })),
      without: without.map((id) => personIn(named, id)),
    };
  }

  /** Groups of a private document with somebody who waits, for its owner. */
  async waitingGroups(actor: Actor, documentId: string): Promise<readonly WaitingGroup[]> {
    const { document } = await this.access.require(actor, documentId, 'share');
    if (document.custody !== 'zero-knowledge') return [];
    const found: WaitingGroup[] = [];
    for (const { groupId, role, switches } of await this.shares.list(documentId)) {
      const members = await this.groups.membersOf([groupId]);
      const { waiting } = await this.members.waitingAmong(document, members);
      const people = waiting.map(({ accountId }) => accountId);
      if (people.length > 0) found.push({ groupId, role, switches, people });
    }
    return found;
  }
}

export interface WaitingGroup {
  readonly groupId: string;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Account ids. */
  readonly people: readonly string[];
}
