import { type People, type Person, personIn, PersonKeys } from '../../platform/identity/people.js';
import { DocumentKeyrings } from '../../version-archive/index.js';
import type { Groups } from '../../platform/identity/groups.js';
import type { DocumentShareRepository } from '../registry/document.repository.js';
import type { GroupShareRepository } from '../registry/group-share.repository.js';
import type { Document } from '../document.js';

/** A person whose own key can open the document. */
export interface Member {
  readonly accountId: string;
  readonly recipient: string;
}

/**
 * Of somebody with access to a private document: `sealed` to their own key, which opens it; `waiting`, with a key of their
 * own that it is not sealed to yet; `none`, without a key of their own.
 */
export type KeyState = 'sealed' | 'waiting' | 'none';

/** Who of some people has a key, for whom a member has to seal the document's. */
export interface Waiting {
  /** They have a key of their own, and the document is not sealed to it yet. */
  readonly waiting: readonly Member[];
  /** Account ids of those without a key of their own. */
  readonly without: readonly string[];
}

export interface Everybody {
  readonly members: readonly Member[];
  /** Account ids of the owner and of people it is shared with by name, without a key of their own. */
  readonly chosenWithout: readonly string[];
  /** The same of those who are in a group that it is shared with, where nobody was chosen one by one. */
  readonly othersWithout: readonly string[];
}

/** The people whose keys can open a stored document, besides the server's key and the recovery key. */
export class DocumentMembers {
  constructor(
    private readonly shares: {
      readonly people: DocumentShareRepository;
      readonly groups: GroupShareRepository;
    },
    private readonly keys: PersonKeys,
    private readonly keyrings: DocumentKeyrings,
    private readonly people: People,
    private readonly groups: Groups,
  ) {}

  /** The people with access whose key the newest keyring is sealed to. */
  async of(document: Document): Promise<readonly Member[]> {
    const newest = (await this.keyrings.list(document.id)).at(-1);
    const people = await this.peopleOf(document);
    const recipients = await this.keys.recipientsOf(people);
    return people.flatMap((accountId) => {
      const recipient = recipients.get(accountId);
      const isMember = recipient !== undefined && newest?.members.includes(recipient) === true;
      return isMember ? [{ accountId, recipient }] : [];
    });
  }

  /** Everybody with access who has a key of their own, and who has none. */
  async everybody(document: Document): Promise<Everybody> {
    const people = await this.peopleOf(document);
    const chosen = new Set(await this.#chosenOf(document));
    const recipients = await this.keys.recipientsOf(people);
    const without = people.filter((accountId) => !recipients.has(accountId));
    return {
      members: people.flatMap((accountId) => {
        const recipient = recipients.get(accountId);
        return recipient === undefined ? [] : [{ accountId, recipient }];
      }),
      chosenWithout: without.filter((accountId) => chosen.has(accountId)),
      othersWithout: without.filter((accountId) => !chosen.has(accountId)),
    };
  }

  async usernamesOf(accountIds: readonly string[]): Promise<readonly string[]> {
    return (await this.peopleNamed(accountIds)).map(({ username }) => username);
  }

  async peopleNamed(accountIds: readonly string[]): Promise<readonly Person[]> {
    const named = await this.people.named(accountIds);
    return accountIds.map((id) => personIn(named, id));
  }

  async findRecipient(accountId: string): Promise<string | undefined> {
    return (await this.keys.recipientsOf([accountId])).get(accountId);
  }

  async hasAnyKey(accountIds: readonly string[]): Promise<boolean> {
    return (await this.keys.recipientsOf(accountIds)).size > 0;
  }

  /** Whether the newest keyring is sealed to that person's own key. */
  async opens(documentId: string, accountId: string): Promise<boolean> {
    const recipient = await this.findRecipient(accountId);
    if (recipient === undefined) return false;
    return (await this.keyrings.list(documentId)).at(-1)?.members.includes(recipient) === true;
  }

  /** Of these people, who has the document's key still to come; the owner is left out. */
  async waitingAmong(document: Document, accountIds: readonly string[]): Promise<Waiting> {
    const newest = (await this.keyrings.list(document.id)).at(-1);
    const sealed = new Set(newest?.members ?? []);
    const recipients = await this.keys.recipientsOf(accountIds);
    const others = accountIds.filter((id) => id !== document.owner);
    return {
      waiting: others.flatMap((accountId) => {
        const recipient = recipients.get(accountId);
        return recipient === undefined || sealed.has(recipient) ? [] : [{ accountId, recipient }];
      }),
      without: others.filter((accountId) => !recipients.has(accountId)),
    };
  }

  /** By account id; empty for a document that the server opens. */
  async keyStatesOf(
    document: Document,
    accountIds: readonly string[],
  ): Promise<ReadonlyMap<string, KeyState>> {
    if (document.custody === 'managed') return new Map();
    const found = await this.waitingAmong(document, accountIds);
    const waiting = new Set(found.waiting.map(({ accountId }) => accountId));
    const without = new Set(found.without);
    return new Map(
      accountIds.map((id) => [
        id,
        without.has(id) ? 'none' : waiting.has(id) ? 'waiting' : 'sealed',
      ]),
    );
  }

  /** Account ids of everybody with access, each once. */
  async peopleOf(document: Document): Promise<readonly string[]> {
    const shares = await this.shares.groups.list(document.id);
    const members = await this.groups.membersOf(shares.map(({ groupId }) => groupId));
    return [...new Set([...(await this.#chosenOf(document)), ...members])];
  }

  async #chosenOf({ id, owner }: Document): Promise<readonly string[]> {
    return [owner, ...(await this.shares.people.list(id)).map(({ accountId }) => accountId)];
  }
}
