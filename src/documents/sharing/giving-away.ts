import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import type { DocumentKeyrings, OwnerRecords, StoredObject } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { OwnershipLost } from '../document.events.js';
import type { OwnerChange, OwnerChanges } from '../registry/owner-changes.js';
import type { DocumentMembers } from './document-members.js';
import type { KeyGiving } from './key-giving.js';

/** Of a private document: whose own keys open it once it has its new owner. */
export interface Openers {
  readonly documentId: string;
  readonly usernames: readonly string[];
  readonly newOwnerCan: boolean;
  readonly recoveryKeyCan: boolean;
}

export interface GivingAwayParts {
  readonly changes: OwnerChanges;
  readonly members: DocumentMembers;
  readonly giving: KeyGiving;
  readonly keyrings: DocumentKeyrings;
  readonly records: OwnerRecords;
  readonly database: Database;
  readonly events: DomainEvents;
}

interface Move {
  readonly change: OwnerChange;
  /** By document. */
  readonly staged: ReadonlyMap<string, StoredObject>;
  readonly alongside: (given: readonly string[]) => Promise<void>;
}

const recordOf = ({ id, ownerChanges }: Document, { to }: OwnerChange) => ({
  ...{ documentId: id, owner: to.id, ownerName: to.username, change: ownerChanges + 1 },
});

/** Documents get another owner. Their keys do not follow: only a member's browser can seal them to somebody. */
export class GivingAway {
  constructor(private readonly parts: GivingAwayParts) {}

  async openersOf(document: Document, { to, from, keeps }: OwnerChange): Promise<Openers> {
    const { members, keyrings } = this.parts;
    const accountIds = (await members.of(document))
      .map(({ accountId }) => accountId)
      .filter((id) => keeps === 'editing' || id !== from);
    const newest = (await keyrings.list(document.id)).at(-1);
    const { recoveryRecipient } = keyrings;
    return {
      documentId: document.id,
      usernames: await members.usernamesOf(accountIds),
      newOwnerCan: accountIds.includes(to.id),
      recoveryKeyCan:
        recoveryRecipient !== undefined && newest?.members.includes(recoveryRecipient) === true,
    };
  }

  /**
   * Records of it lie at the providers before it is done, so that an index that is rebuilt from there knows the owner
   * too; `storage/not-durable` (unavailable) when they cannot. Then one transaction; `alongside` is called in it with the
   * ids of the documents that were given, unless there are none. Sessions of whoever lost access end.
   */
  async give(
    documents: readonly Document[],
    change: OwnerChange,
    alongside: (given: readonly string[]) => Promise<void> = () => Promise.resolve(),
  ): Promise<readonly string[]> {
    const { database, keyrings, records, events } = this.parts;
    const staged = await records.stage(documents.map((document) => recordOf(document, change)));
    // Each row that it decides by, it changes: many documents are saved meanwhile.
    const { given, resealed, outdated } = await database
      .inTransaction(() => this.#move(documents, { change, staged, alongside }), 'snapshot')
      .catch(async (error: unknown) => {
        await records.discardUnrecorded(staged);
        throw error;
      });
    await records.discard(outdated);
    for (const id of resealed) await keyrings.settle(id);
    if (change.keeps === 'nothing' && given.length > 0)
      events.publish(new OwnershipLost(given, change.from));
    return given;
  }

  async #move(documents: readonly Document[], { change, staged, alongside }: Move) {
    const { changes, records } = this.parts;
    const given = await changes.give(documents, change);
    const has = new Set(given);
    const outdated: StoredObject[] = [];
    for (const [id, record] of staged) {
      if (has.has(id)) outdated.push(...(await records.add(record)));
      else outdated.push(record);
    }
    const mine = documents.filter(({ id }) => has.has(id));
    const resealed = change.keeps === 'nothing' ? await this.#withdraw(mine, change) : [];
    if (given.length > 0) await alongside(given);
    return { given, resealed, outdated };
  }

  /** Later versions are sealed to a new key pair, which whoever had it does not get. */
  async #withdraw(
    documents: readonly Document[],
    { from, to }: OwnerChange,
  ): Promise<readonly string[]> {
    const { members, giving } = this.parts;
    if ((await members.findRecipient(from)) === undefined) return [];
    const changed: string[] = [];
    for (const document of documents) {
      if (await giving.withdraw({ ...document, owner: to.id }, [from])) changed.push(document.id);
    }
    return changed;
  }
}
