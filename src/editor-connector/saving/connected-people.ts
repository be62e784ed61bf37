import type { DocumentAccess, EditingPresence, PresentEditor } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EndedMembership } from '../../platform/identity/groups.js';
import { isOver, type Standings } from '../../platform/identity/people.js';
import type { EditingAccess } from '../opening/editing-access.js';
import type { EditorOpening, EditorOpenings, Opener } from '../sessions/editor-openings.js';

/** A page that was left open for longer is sought only where somebody edits now: elsewhere it hears of no changes. */
const SOUGHT_MS = 24 * 60 * 60_000;
/** A transaction is seen within this time after the moment that it writes; clocks of instances differ. */
const OVERLAP_MS = 30_000;
/** Of those who lost nothing that we heard of, so many openings are looked at in each round: a thousand statements. */
const ROUND = 250;

export interface ConnectedPeopleParts {
  readonly openings: EditorOpenings;
  readonly presence: EditingPresence;
  readonly standings: Standings;
  readonly access: EditingAccess;
  readonly shares: DocumentAccess;
  readonly clock: Clock;
}

/**
 * People who may be connected to the Document Server: those whom it reports as editing, and those who opened a
 * document to look on, of whom it reports nothing. Finds those among the latter who have lost their right since.
 */
export class ConnectedPeople {
  #endedFromMs: number | undefined;
  #roundAfter: EditorOpening | undefined;

  constructor(private readonly parts: ConnectedPeopleParts) {}

  openersOf(documentKey: string): Promise<readonly Opener[]> {
    return this.parts.openings.openersOf(documentKey);
  }

  /** Those who may be changing it: reported as editing, or on the way to it. */
  async changersOf(documentId: string, documentKey: string): Promise<readonly string[]> {
    const { presence, openings } = this.parts;
    const reported = await presence.editorsUnder(documentId, documentKey);
    return [...new Set([...reported, ...(await openings.changersOf(documentKey))])];
  }

  /** That person's last opening of the key; undefined when nothing is known of one. */
  async lastOpening(documentKey: string, accountId: string): Promise<Opener | undefined> {
    const all = await this.parts.openings.under(documentKey, [accountId]);
    return all.toSorted((one, other) => other.openedAtMs - one.openedAtMs)[0];
  }

  /** They may no longer have what they opened, because of the account, the share, a group or the document. */
  async hasLost({ accountId, documentId, openedAtMs }: Opener): Promise<boolean> {
    return (await this.parts.access.rightsOf(accountId, documentId, openedAtMs)) === undefined;
  }

  async lostAmong(openers: readonly Opener[]): Promise<readonly Opener[]> {
    const lost: Opener[] = [];
    for (const one of openers) if (await this.hasLost(one)) lost.push(one);
    return lost;
  }

  /** Whose account was disabled or signed out everywhere, since the last call; at first, within a day. */
  async ofEndedAccounts(present: readonly PresentEditor[]): Promise<readonly Opener[]> {
    const nowMs = this.parts.clock.nowMs();
    const ended = await this.parts.standings.endedSince(this.#endedFromMs ?? nowMs - SOUGHT_MS);
    const openers = await this.#openedBy([...ended.keys()], present);
    this.#endedFromMs = nowMs - OVERLAP_MS;
    return openers.filter(({ accountId, openedAtMs }) => isOver(ended.get(accountId), openedAtMs));
  }

  /** Who lost something by leaving these groups. */
  async ofLeftGroups(
    ended: readonly EndedMembership[],
    present: readonly PresentEditor[],
  ): Promise<readonly Opener[]> {
    const accountIds = [...new Set(ended.map(({ accountId }) => accountId))];
    const openers = await this.#openedBy(accountIds, present);
    if (openers.length === 0) return [];
    const shared = await this.parts.shares.sharedAmong(
      [...new Set(openers.map(({ documentId }) => documentId))],
      [...new Set(ended.map(({ groupId }) => groupId))],
    );
    return this.lostAmong(openers.filter(({ documentId }) => shared.has(documentId)));
  }

  /** For what nobody heard of, because a process died or the Document Server was unreachable: all of a day, in turn. */
  async ofNextRound(): Promise<readonly Opener[]> {
    const openings = await this.parts.openings.after(this.#roundAfter ?? this.#start(), ROUND);
    this.#roundAfter = openings.length < ROUND ? undefined : openings.at(-1);
    const lost: Opener[] = [];
    for (const one of await this.lostAmong(openings)) {
      // What they opened since may be theirs.
      const last = await this.lastOpening(one.documentKey, one.accountId);
      if (last !== undefined && (await this.hasLost(last))) lost.push(last);
    }
    return lost;
  }

  /** They are not connected by what they opened until then. */
  gone(opener: Opener): Promise<void> {
    return this.parts.openings.remove(opener);
  }

  #start(): Pick<EditorOpening, 'openedAtMs' | 'sessionId'> {
    return { openedAtMs: this.parts.clock.nowMs() - SOUGHT_MS, sessionId: '' };
  }

  #openedBy(
    accountIds: readonly string[],
    present: readonly PresentEditor[],
  ): Promise<readonly Opener[]> {
    return this.parts.openings.openedBy(accountIds, {
      sinceMs: this.parts.clock.nowMs() - SOUGHT_MS,
      orUnder: [...new Set(present.map(({ documentKey }) => documentKey))],
    });
  }
}

interface Stopped {
  readonly documentKey: string;
  readonly accountId: string;
  /** When they are to be stopped again, should they have come back. */
  dueAtMs: number;
}

/** The Document Server needs a moment to report that somebody was stopped; until then they are not stopped again. */
const STOP_AGAIN_MS = 2000;
/** More than anybody can be told of in a few minutes. */
const MAX_STOPPED = 20_000;

/**
 * People who were stopped, by this process. A page that was still loading connects after it: so they are stopped again
 * as long as the configuration of their last opening is valid.
 */
export class StoppedPeople {
  readonly #stopped = new Map<string, Stopped>();

  constructor(private readonly clock: Clock) {}

  /** They are about to be stopped: at once again if that fails. */
  add(documentKey: string, accountIds: readonly string[]): void {
    const dueAtMs = this.clock.nowMs();
    for (const accountId of accountIds) {
      this.#stopped.set(nameOf(documentKey, accountId), { documentKey, accountId, dueAtMs });
    }
    for (const oldest of this.#stopped.keys()) {
      if (this.#stopped.size <= MAX_STOPPED) break;
      this.#stopped.delete(oldest);
    }
  }

  /** The Document Server was told. */
  done(documentKey: string, accountIds: readonly string[]): void {
    const dueAtMs = this.clock.nowMs() + STOP_AGAIN_MS;
    for (const accountId of accountIds) {
      const one = this.#stopped.get(nameOf(documentKey, accountId));
      if (one !== undefined) one.dueAtMs = dueAtMs;
    }
  }

  isJustStopped(documentKey: string, accountId: string): boolean {
    const one = this.#stopped.get(nameOf(documentKey, accountId));
    return one !== undefined && one.dueAtMs > this.clock.nowMs();
  }

  due(): readonly Stopped[] {
    const nowMs = this.clock.nowMs();
    return [...this.#stopped.values()].filter(({ dueAtMs }) => dueAtMs <= nowMs);
  }

  forget({ documentKey, accountId }: Pick<Stopped, 'documentKey' | 'accountId'>): void {
    this.#stopped.delete(nameOf(documentKey, accountId));
  }
}

const nameOf = (documentKey: string, accountId: string): string => `${documentKey} ${accountId}`;
