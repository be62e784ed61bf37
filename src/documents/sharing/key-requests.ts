import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Groups } from '../../platform/identity/groups.js';
import type { People } from '../../platform/identity/people.js';
import type { DocumentAccess } from '../document-access.js';
import type { Document } from '../document.js';
import type { DocumentShareRepository } from '../registry/document.repository.js';
import type { GroupShareRepository } from '../registry/group-share.repository.js';
import type { DocumentMembers } from './document-members.js';
import type { KeyRequest, KeyRequestRepository } from './key-request.repository.js';

/** The most of one pass; the next pass goes on from there. */
const ROWS_PER_PASS = 5_000;
const DOCUMENTS_PER_PASS = 300;
/** When somebody has or comes to more private documents, the passes find the others. */
const DOCUMENTS_AT_ONCE = 300;

/** What the owner of a document is asked: to open it, which seals its key to those who wait. */
export interface AskedForKey {
  readonly documentId: string;
  /** The account of who is asked. */
  readonly asked: string;
  /** How many wait. */
  readonly waiting: number;
  /** The group that all of them are in, if one group is. */
  readonly groupName: string | undefined;
}

/** Tells people; in the transaction that records the request. */
export interface KeyRequestNotifier {
  ask(request: AskedForKey): Promise<void>;
  /** Nobody waits any more, or somebody else is asked: these accounts need not do anything. */
  done(documentId: string, accountIds: readonly string[]): Promise<void>;
}

export interface KeyRequestsParts {
  readonly rows: {
    readonly requests: KeyRequestRepository;
    readonly shares: DocumentShareRepository;
    readonly groupShares: GroupShareRepository;
  };
  readonly access: DocumentAccess;
  readonly members: DocumentMembers;
  readonly groups: Groups;
  readonly people: People;
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * People with whom a private document is shared, by themselves or in a group, and to whose own key it is not sealed yet. Its owner is asked to let them
 * in, since only the owner may share, and only with the key in hand. Asked once for all who wait: again when more come,
 * or when the document has another owner.
 */
export class KeyRequests {
  #notifier: KeyRequestNotifier | undefined;

  constructor(private readonly parts: KeyRequestsParts) {}

  register(notifier: KeyRequestNotifier): void {
    this.#notifier = notifier;
  }

  /** Compares one document, and asks if somebody new waits. Joins the ambient transaction. Idempotent. */
  async review(documentId: string): Promise<void> {
    // Most often nothing is different, and nothing is written.
    if (!isDifferent(await this.#compare(documentId))) return;
    await this.parts.database.inTransaction(async () => {
      await this.parts.rows.shares.lockRow(documentId);
      await this.#record(documentId, await this.#compare(documentId));
    });
  }

  /** Somebody made a key: the private documents that are shared with them, and with their groups. */
  async reviewOfPerson(accountId: string): Promise<void> {
    const { rows, groups } = this.parts;
    await this.#reviewAll(await rows.shares.privateOf(accountId, DOCUMENTS_AT_ONCE));
    await this.#reviewOfGroups((await groups.ofPerson(accountId)).map(({ id }) => id));
  }

  /** These people came to a group. */
  async reviewOfGroup(groupId: string, accountIds: readonly string[]): Promise<void> {
    // Whoever has no key of their own yet waits once they make one.
    if (await this.parts.members.hasAnyKey(accountIds)) await this.#reviewOfGroups([groupId]);
  }

  /** Compares the next documents of all; begins anew after the last one. */
  async pass(stop: AbortSignal): Promise<void> {
    const { requests } = this.parts.rows;
    const { documentIds, last } = await requests.page(await requests.cursor(), ROWS_PER_PASS);
    const some = documentIds.slice(0, DOCUMENTS_PER_PASS);
    const failures: unknown[] = [];
    for (const [index, documentId] of some.entries()) {
      if (stop.aborted) return index === 0 ? undefined : requests.passed(some[index - 1]!);
      // One that fails is tried again in its turn; the others do not wait for it.
      await this.review(documentId).catch((error: unknown) => failures.push(error));
    }
    await requests.passed(some.length < documentIds.length ? some.at(-1)! : last);
    if (failures.length > 0) throw failures[0];
  }

  async #reviewOfGroups(groupIds: readonly string[]): Promise<void> {
    await this.#reviewAll(await this.parts.rows.groupShares.privateOf(groupIds, DOCUMENTS_AT_ONCE));
  }

  async #reviewAll(documentIds: readonly string[]): Promise<void> {
    for (const documentId of documentIds) await this.review(documentId);
  }

  async #compare(documentId: string): Promise<Comparison> {
    const { rows, access, members } = this.parts;
    const stored = await rows.requests.of(documentId);
    const document = await access.findById(documentId);
    if (document === undefined || !isShareable(document)) return { stored, waiting: [] };
    const found = await members.waitingAmong(document, await members.peopleOf(document));
    const waiting = found.waiting.map(({ accountId }) => accountId);
    if (waiting.length === 0) return { stored, waiting };
    return { stored, waiting, asked: await this.#whoCan(document) };
  }

  /** The owner, while they can sign in and their own key opens the document. */
  async #whoCan({ id, owner }: Document): Promise<string | undefined> {
    const { members, people } = this.parts;
    if (!(await members.opens(id, owner))) return undefined;
    return (await people.withId(owner))?.id;
  }

  async #record(documentId: string, found: Comparison): Promise<void> {
    const { stored, waiting, asked } = found;
    const { requests } = this.parts.rows;
    const gone = goneIn(found);
    const unasked = unaskedIn(found);
    const askedAtMs = this.parts.clock.nowMs();
    await requests.remove(documentId, gone);
    await requests.put(unasked.map((accountId) => ({ documentId, accountId, asked, askedAtMs })));
    const before = new Set(stored.flatMap((request) => request.asked ?? []));
    if (waiting.length > 0 && asked !== undefined) before.delete(asked);
    if (before.size > 0) await this.#notifier?.done(documentId, [...before]);
    if (asked === undefined || unasked.length === 0) return;
    const groupName = await this.#groupOf(documentId, waiting);
    await this.#notifier?.ask({ documentId, asked, waiting: waiting.length, groupName });
  }

  async #groupOf(documentId: string, waiting: readonly string[]): Promise<string | undefined> {
    const { rows, groups } = this.parts;
    for (const { groupId } of await rows.groupShares.list(documentId)) {
      const members = new Set(await groups.membersOf([groupId]));
      if (waiting.every((id) => members.has(id))) return (await groups.find(groupId))?.name;
    }
    return undefined;
  }
}

interface Comparison {
  readonly stored: readonly KeyRequest[];
  /** Account ids. */
  readonly waiting: readonly string[];
  readonly asked?: string | undefined;
}

const isShareable = ({ custody, state, deletedAtMs }: Document): boolean =>
  custody === 'zero-knowledge' && state !== 'shadow' && deletedAtMs === null;

function goneIn({ stored, waiting }: Comparison): readonly string[] {
  const still = new Set(waiting);
  return stored.map(({ accountId }) => accountId).filter((id) => !still.has(id));
}

/** For whom nobody was asked who could do it now. */
function unaskedIn({ stored, waiting, asked }: Comparison): readonly string[] {
  const known = new Map(stored.map((request) => [request.accountId, request.asked]));
  return waiting.filter((id) => !known.has(id) || known.get(id) !== asked);
}

const isDifferent = (found: Comparison): boolean =>
  goneIn(found).length + unaskedIn(found).length > 0;
