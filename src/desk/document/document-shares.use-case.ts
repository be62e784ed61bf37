import { Injectable } from '@nestjs/common';
import {
  ListGroupShares,
  ListShares,
  ShareDocument,
  ShareWithGroup,
  ShowGroupKeys,
  ShowKeyWait,
  UnshareDocument,
  UnshareGroup,
  type KeyWait,
  type ShareView,
  type SharedRole,
  type ShareSwitches,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { Groups } from '../../platform/identity/groups.js';
import { People } from '../../platform/identity/people.js';
import { ChosenPeople, type ChosenPerson } from '../chosen-people.js';
import type { WaitingForKey } from './privacy.js';
import type { ShareRow } from './share-menu.js';

/** Who may open a document, for the page of its owner. */
@Injectable()
export class DocumentShares {
  constructor(
    private readonly people: ListShares,
    private readonly groups: ListGroupShares,
    private readonly keys: ShowGroupKeys,
    private readonly waits: ShowKeyWait,
  ) {}

  /** Groups first. */
  async of(actor: Actor, documentId: string): Promise<readonly ShareRow[]> {
    const [people, groups] = await Promise.all([
      this.people.execute(actor, documentId),
      this.groups.execute(actor, documentId),
    ]);
    return [
      ...groups.map(({ group: { id, name, members }, role, switches }) => ({
        ...{ person: { username: name, displayName: name }, group: { id, members } },
        ...{ role, switches },
      })),
      ...people.map(({ role, switches, key, ...person }) => ({
        ...{ person, personId: person.id, role, switches, key },
      })),
    ];
  }

  /** Why the person cannot open it yet. */
  keyWaitOf(actor: Actor, documentId: string): Promise<KeyWait | undefined> {
    return this.waits.execute(actor, documentId);
  }

  /** Those of private documents who have a key of their own, and not the document's yet. */
  async waiting(actor: Actor, documentId: string): Promise<WaitingForKey> {
    const groups = await this.keys.waitingGroups(actor, documentId);
    const members = new Set(groups.flatMap((group) => group.people));
    const shares = await this.people.execute(actor, documentId);
    // Whoever gets it with a group needs it once.
    const others = shares.filter(({ id, key }) => key === 'waiting' && !members.has(id));
    return {
      count: members.size + others.length,
      groups: groups.map(({ groupId: id, role, switches }) => ({
        ...{ id, rights: { role, ...switches } },
      })),
      people: others.map(({ id, username, role, switches }) => ({
        ...{ id, username, rights: { role, ...switches } },
      })),
    };
  }
}

interface SharedByForm extends ChosenPerson {
  /** As it was typed: of a person, or the name of a group. */
  readonly username: string;
  /** The id of a group. */
  readonly group?: string | undefined;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
}

/** Groups whose name begins with another one's. */
const MOST_ALIKE = 20;

/** One field for people and groups. */
@Injectable()
export class ShareByForm {
  constructor(
    private readonly shareDocument: ShareDocument,
    private readonly shareWithGroup: ShareWithGroup,
    private readonly people: People,
    private readonly groups: Groups,
    private readonly chosen: ChosenPeople,
  ) {}

  /** Undefined for a group. */
  async execute(
    actor: Actor,
    documentId: string,
    form: SharedByForm,
  ): Promise<ShareView | undefined> {
    const { role, switches } = form;
    const isChosen = Boolean(form.group || form.person || form.known_as);
    const username = await this.chosen.usernameOf(form, form.username);
    const groupId = form.group || (isChosen ? undefined : await this.#groupNamed(username));
    if (groupId) {
      await this.shareWithGroup.execute(actor, documentId, { groupId, role, switches });
      return undefined;
    }
    const input = { username, role, switches };
    return this.shareDocument.execute(actor, documentId, input);
  }

  /** Typed in full, and sent before it could be chosen. A person of that name comes first. */
  async #groupNamed(name: string): Promise<string | undefined> {
    if ((await this.people.find(name)) !== undefined) return undefined;
    const groups = await this.groups.search(name, MOST_ALIKE);
    return groups.find((group) => group.name === name)?.id;
  }
}

@Injectable()
export class UnshareByForm {
  constructor(
    private readonly unshareDocument: UnshareDocument,
    private readonly unshareGroup: UnshareGroup,
  ) {}

  execute(
    actor: Actor,
    documentId: string,
    { username, person, group }: Pick<SharedByForm, 'username' | 'person' | 'group'>,
  ): Promise<void> {
    return group
      ? this.unshareGroup.execute(actor, documentId, group)
      : this.unshareDocument.execute(actor, documentId, { username, person });
  }
}
