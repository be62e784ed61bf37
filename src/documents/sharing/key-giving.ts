import type { PersonKeys } from '../../platform/identity/people.js';
import { DocumentKeyrings, type KeyWrap } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { keyringsNeeded, noSuchPerson } from '../documents.errors.js';
import type { DocumentMembers, Member } from './document-members.js';
import type { KeyRequests } from './key-requests.js';

/** Every epoch's secret, sealed by a member to all who had it and to these people. */
export interface GivenKeys {
  readonly keyrings: readonly KeyWrap[];
  /** Account ids of whom it is new for. */
  readonly sealedFor: readonly string[];
}

/** Who can open a private document, when many people get or lose access at once. Joins the ambient transaction. */
export class KeyGiving {
  constructor(
    private readonly members: DocumentMembers,
    private readonly keys: PersonKeys,
    private readonly keyrings: DocumentKeyrings,
    private readonly requests: KeyRequests,
  ) {}

  /**
   * Stores the keyrings that were sealed to some of these people. `documents/keyrings-needed` when somebody waits and
   * none came; false when nobody waits.
   */
  async give(
    document: Document,
    accountIds: readonly string[],
    keys: GivenKeys | undefined,
  ): Promise<boolean> {
    const { waiting } = await this.members.waitingAmong(document, accountIds);
    if (keys === undefined) {
      if (waiting.length === 0) return false;
      const names = await this.members.usernamesOf(waiting.map(({ accountId }) => accountId));
      throw keyringsNeeded(document.id, names.slice(0, 3).join(', '));
    }
    const given = keys.sealedFor.map((id) => waiting.find(({ accountId }) => accountId === id));
    const stranger = given.indexOf(undefined);
    if (stranger >= 0) {
      const [name = ''] = await this.members.usernamesOf([keys.sealedFor[stranger]!]);
      throw noSuchPerson(name);
    }
    const had = await this.members.of(document);
    const recipients = [...had, ...(given as Member[])].map(({ recipient }) => recipient);
    await this.keyrings.replace(document.id, keys.keyrings, [...new Set(recipients)]);
    // Whoever was asked to do it has done it.
    await this.requests.review(document.id);
    return true;
  }

  /** Begins an epoch without those of these people who have no access any more. False when none of them had the key. */
  async withdraw(document: Document, accountIds: readonly string[]): Promise<boolean> {
    const newest = (await this.keyrings.list(document.id)).at(-1);
    if (newest === undefined) return false;
    const remain = new Set(await this.members.peopleOf(document));
    const gone = accountIds.filter((id) => !remain.has(id));
    const recipients = new Set((await this.keys.recipientsOf(gone)).values());
    const remaining = newest.members.filter((member) => !recipients.has(member));
    // Nobody could open what is sealed to nobody.
    if (remaining.length === newest.members.length || remaining.length === 0) return false;
    await this.keyrings.beginEpoch(document.id, remaining);
    return true;
  }
}
