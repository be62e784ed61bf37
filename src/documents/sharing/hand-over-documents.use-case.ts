import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import { People } from '../../platform/identity/people.js';
import { DocumentsGiven } from '../document.events.js';
import type { Document } from '../document.js';
import { noSuchDocument, ownerCannotOpenSome } from '../documents.errors.js';
import type { OwnerChange } from '../registry/owner-changes.js';
import type { OwnershipRepository } from '../registry/ownership.repository.js';
import { personMeant, type MeantPerson } from './meant-person.js';
import { type GivingAway, type Openers } from './giving-away.js';

/** A transaction with as many is done in a fraction of a second, and others get their turn. */
const AT_ONCE = 100;
/** Proxies end requests after a minute. What is left then is handed over by the next request. */
const LONGEST_MS = 25_000;
/** Of private documents, before anything is handed over. */
const NAMED_BEFORE = 50;

export interface HandOver {
  /** The account's id. */
  readonly from: string;
  readonly to: MeantPerson;
  /** Default: all of them, also deleted ones and those that wait for a template. */
  readonly documents?: readonly string[] | undefined;
  /** Private documents too, whoever can open them then. */
  readonly accept?: boolean | undefined;
  /** The administrator's account; null on the command line. */
  readonly by: string | null;
}

export interface HandedOver {
  readonly moved: number;
  /** More than zero when it took too long: the same request again goes on. */
  readonly remaining: number;
  /** Private documents among those, which the new owner cannot open. */
  readonly notOpened: readonly Openers[];
}

export interface HandOverParts {
  readonly ownership: OwnershipRepository;
  readonly giving: GivingAway;
  readonly people: People;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly events: DomainEvents;
}

/**
 * Gives somebody's documents to another owner, for administrators: the former owner keeps nothing. In steps of a
 * hundred, each with its entries in the audit log; repeated after an interruption, it goes on.
 */
export class HandOverDocuments {
  constructor(private readonly parts: HandOverParts) {}

  /**
   * @throws documents/no-such-person; documents/no-such-document for one that is neither's; with private ones among
   *   them documents/owner-cannot-open (conflict), which says who could still open them, unless that is accepted
   */
  async execute(wanted: HandOver): Promise<HandedOver> {
    const { ownership, people, clock } = this.parts;
    const to = await personMeant(people, wanted.to);
    const { from, by, documents: among } = wanted;
    await this.#requireAll(wanted, to.id);
    if (to.id === from) return { moved: 0, remaining: 0, notOpened: [] };
    const change: OwnerChange = { from, to, by, keeps: 'nothing' };
    if (wanted.accept !== true) await this.#requireNonePrivate(change, among);
    const until = clock.monotonicMs() + LONGEST_MS;
    const notOpened: Openers[] = [];
    const given: Document[] = [];
    try {
      do {
        const step = await this.#step(change, among);
        if (step === undefined) return { moved: given.length, remaining: 0, notOpened };
        given.push(...step.given);
        notOpened.push(...step.notOpened);
      } while (clock.monotonicMs() < until);
      const remaining = await ownership.count(from, { among });
      return { moved: given.length, remaining, notOpened };
    } finally {
      this.#publish(change, given);
    }
  }

  /** Once for all of them; also of those that were given before a step failed. */
  #publish({ to, by }: OwnerChange, given: readonly Document[]): void {
    const one = given.find(({ deletedAtMs }) => deletedAtMs === null) ?? given[0];
    if (one === undefined) return;
    this.parts.events.publish(new DocumentsGiven(to.id, by, one.id, given.length));
  }

  /** Undefined when nothing is left. */
  async #step(change: OwnerChange, among: readonly string[] | undefined) {
    const { ownership, giving, audit } = this.parts;
    const documents = await ownership.ownedBy(change.from, { among }, AT_ONCE);
    if (documents.length === 0) return undefined;
    const sealed = documents.filter(({ custody }) => custody === 'zero-knowledge');
    const openers: Openers[] = [];
    for (const document of sealed) openers.push(await giving.openersOf(document, change));
    const given = await giving.give(documents, change, (ids) =>
      audit.record({
        ...{ action: 'account.handed-over', actor: change.by },
        object: { type: 'account', id: change.from },
        detail: { person: change.to.username, documents: ids.length },
      }),
    );
    const has = new Set(given);
    const notOpened = openers.filter(({ documentId, newOwnerCan }) => {
      return has.has(documentId) && !newOwnerCan;
    });
    return { given: documents.filter(({ id }) => has.has(id)), notOpened };
  }

  /** Those that are the new owner's already were handed over before. */
  async #requireAll({ from, documents }: HandOver, to: string): Promise<void> {
    if (documents === undefined) return;
    const { ownership } = this.parts;
    const among = [...new Set(documents)];
    const theirs = await Promise.all(
      [from, to].map((owner) => ownership.ownedBy(owner, { among }, among.length)),
    );
    const known = new Set(theirs.flat().map(({ id }) => id));
    const unknown = among.find((id) => !known.has(id));
    if (unknown !== undefined) throw noSuchDocument(unknown);
  }

  async #requireNonePrivate(change: OwnerChange, among: readonly string[] | undefined) {
    const { ownership, giving } = this.parts;
    const filter = { among, custody: 'zero-knowledge' } as const;
    const some = await ownership.ownedBy(change.from, filter, NAMED_BEFORE);
    if (some.length === 0) return;
    const openers: Openers[] = [];
    for (const document of some) openers.push(await giving.openersOf(document, change));
    const total = await ownership.count(change.from, filter);
    throw ownerCannotOpenSome(change.to.username, total, openers);
  }
}
