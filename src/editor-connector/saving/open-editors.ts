import {
  mayChange,
  type EditingPresence,
  type PresentEditor,
  type WithdrawKeys,
} from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { EndedMembership, Groups } from '../../platform/identity/groups.js';
import { isOver, type Standings } from '../../platform/identity/people.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { ContentToOpen } from '../opening/content-to-open.js';
import type { EditingAccess } from '../opening/editing-access.js';
import { shownText } from '../opening/editor-configs.js';
import type { Opener } from '../sessions/editor-openings.js';
import type { SessionEndings } from '../sessions/session-endings.js';
import { StoppedPeople, type ConnectedPeople } from './connected-people.js';
import type { EditorsReported } from './reported-presence.js';

/** From the signing of a configuration until nobody can connect with it; clocks may differ by a minute. */
const CONNECTABLE_MS = 11 * 60_000;

export interface OpenEditorsParts {
  readonly keys: DocumentKeys;
  readonly server: DocumentServer;
  readonly access: EditingAccess;
  readonly contents: ContentToOpen;
  readonly endings: SessionEndings;
  readonly people: ConnectedPeople;
  readonly clock: Clock;
}

/**
 * Passes on to open editors what happened to their document elsewhere: a new title, a lost right, other content. The
 * Document Server drops people by their ids, whether they edit or look on.
 */
export class OpenEditors {
  readonly #stopped: StoppedPeople;

  constructor(private readonly parts: OpenEditorsParts) {
    this.#stopped = new StoppedPeople(parts.clock);
  }

  showTitle(documentId: string, title: string): Promise<void> {
    return this.#forEachKey(documentId, (key) => this.parts.server.rename(key, shownText(title)));
  }

  /**
   * That person lost a right: all access, a way of changing the document, or downloading, printing or copying. Their
   * editors are disconnected at once and their sessions end; they can open the document again with the rights they
   * still have. The Document Server saves what they typed so far.
   */
  rightsReduced(documentId: string, accountId: string): Promise<void> {
    return this.#forEachKey(documentId, (key) => this.stop(key, [accountId]));
  }

  /** The rights of a group were reduced: of all who have the document open, those are stopped who lost something by it. */
  rightsOfManyReduced(documentId: string): Promise<void> {
    const { people } = this.parts;
    return this.#forEachKey(documentId, async (key) => {
      const lost = await people.lostAmong(await people.openersOf(key));
      const accountIds = lost.map(({ accountId }) => accountId);
      if (accountIds.length > 0) await this.stop(key, accountIds);
    });
  }

  /**
   * Stops people who are reported as editing but may not. That happens when the Document Server was unreachable when
   * it should have stopped them, or when somebody comes back with a configuration from before their account was
   * disabled or signed out everywhere.
   */
  async stopUnauthorised(reported: EditorsReported): Promise<void> {
    const { documentId, documentKey, accountIds, opener } = reported;
    const may = await Promise.all(
      accountIds.map((accountId) =>
        this.mayChange(
          accountId,
          documentId,
          accountId === opener.accountId ? opener.sinceMs : undefined,
        ),
      ),
    );
    const unauthorised = accountIds.filter((_, i) => may[i] === false);
    if (unauthorised.length > 0) await this.stop(documentKey, unauthorised);
  }

  /** Their sessions end, and the Document Server drops them at once. If that fails, `stopAgain` does it. */
  async stop(documentKey: string, accountIds: readonly string[]): Promise<void> {
    const { endings, server } = this.parts;
    this.#stopped.add(documentKey, accountIds);
    for (const accountId of accountIds) await endings.rightRevoked(documentKey, accountId);
    await server.drop(documentKey, accountIds);
    this.#stopped.done(documentKey, accountIds);
  }

  /** As `stop`, but leaves out whom the Document Server was told of a moment ago. What fails does not keep others from it. */
  async stopAll(
    people: readonly { readonly documentKey: string; readonly accountId: string }[],
  ): Promise<void> {
    const fresh = people.filter(
      ({ documentKey, accountId }) => !this.#stopped.isJustStopped(documentKey, accountId),
    );
    const byKey = Map.groupBy(fresh, ({ documentKey }) => documentKey);
    const failures: unknown[] = [];
    for (const [key, some] of byKey) {
      const accountIds = new Set(some.map(({ accountId }) => accountId));
      await this.stop(key, [...accountIds]).catch((error: unknown) => failures.push(error));
      if (failures.length === MAX_FAILURES) break;
    }
    if (failures.length > 0) throw failures[0];
  }

  /** Those whom `stop` did not reach, or who came back since with a page that was loading. */
  async stopAgain(): Promise<void> {
    const { people, clock } = this.parts;
    const again: Opener[] = [];
    for (const one of this.#stopped.due()) {
      const last = await people.lastOpening(one.documentKey, one.accountId);
      if (last !== undefined && (await people.hasLost(last))) again.push(last);
      else this.#stopped.forget(one);
    }
    await this.stopAll(again);
    for (const one of again) {
      if (clock.nowMs() - one.openedAtMs < CONNECTABLE_MS) continue;
      await people.gone(one);
      this.#stopped.forget(one);
    }
  }

  /** Whether that person may change the document in the editor now, and what they opened at `sinceMs` is still valid. */
  async mayChange(accountId: string, documentId: string, sinceMs = Infinity): Promise<boolean> {
    const rights = await this.parts.access.rightsOf(accountId, documentId, sinceMs);
    return rights !== undefined && mayChange(rights);
  }

  /** The document was deleted. */
  endAll(documentId: string): Promise<void> {
    const { endings, people, server } = this.parts;
    return this.#forEachKey(documentId, async (key) => {
      const openers = (await people.openersOf(key)).map(({ accountId }) => accountId);
      this.#stopped.add(key, openers);
      await endings.contentDeleted(key);
      await server.drop(key);
      this.#stopped.done(key, openers);
    });
  }

  /** Nobody changes it in the browser meanwhile; whoever looks on goes on. */
  stopChanging(documentId: string): Promise<void> {
    const { people, server } = this.parts;
    return this.#forEachKey(documentId, async (key) => {
      const changers = await people.changersOf(documentId, key);
      if (changers.length > 0) await server.drop(key, changers);
    });
  }

  /**
   * The content was replaced: the next opening gets a new key, and whoever has the old content open keeps seeing
   * it. A key with unsaved changes stays; what they become is kept beside the new content.
   */
  async endReplaced(documentId: string): Promise<void> {
    const document = await this.parts.access.findById(documentId);
    const closed = document && (await this.parts.contents.closeReplaced(document));
    if (closed !== undefined) await this.parts.server.drop(closed);
  }

  async #forEachKey(
    documentId: string,
    send: (documentKey: string) => Promise<unknown>,
  ): Promise<void> {
    const live = await this.parts.keys.listLive(documentId);
    const sent = await Promise.allSettled(live.map(({ documentKey }) => send(documentKey)));
    const failures = sent
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    if (failures.length > 0)
      throw new AggregateError(failures, `open editors of ${documentId} could not be informed`);
  }
}

/** An unreachable Document Server is not asked a hundred times. */
const MAX_FAILURES = 3;
/** Lost rights act at once; this is for what was missed: the Document Server was unreachable, a process died. */
const RIGHTS_EVERY_MS = 30_000;

/** A transaction that ends a membership is committed within this time after the moment that it writes. */
const ENDED_WITHIN_MS = 30_000;

/** Memberships that ended, each once for this process, whoever ended them and wherever. */
export class EndedMemberships {
  readonly #seen = new Map<string, number>();
  #fromMs: number;

  constructor(
    private readonly groups: Groups,
    private readonly clock: Clock,
  ) {
    this.#fromMs = clock.nowMs() - ENDED_WITHIN_MS;
  }

  async next(): Promise<readonly EndedMembership[]> {
    const nowMs = this.clock.nowMs();
    const ended = await this.groups.endedSince(this.#fromMs);
    const fresh = ended.filter((one) => this.#seen.get(nameOf(one)) !== one.endedAtMs);
    for (const one of fresh) this.#seen.set(nameOf(one), one.endedAtMs);
    this.#fromMs = nowMs - ENDED_WITHIN_MS;
    for (const [name, endedAtMs] of this.#seen)
      if (endedAtMs < this.#fromMs) this.#seen.delete(name);
    return fresh;
  }
}

export interface WatchedLeaving {
  readonly ended: EndedMemberships;
  /** Whoever leaves a group loses the keys that they had through it. */
  readonly keys: WithdrawKeys;
  readonly clock: Clock;
}

const nameOf = ({ groupId, accountId }: EndedMembership): string => `${groupId} ${accountId}`;

/**
 * Stops people whose account was disabled, who were signed out everywhere, who left a group, or who lost their right
 * without the Document Server being informed: those who edit, and those who look on. It reads the database, so it does
 * not matter which instance or command line made the change.
 */
export class EditorRightsWatchdog {
  #rightsCheckedAtMs = 0;

  constructor(
    private readonly editors: OpenEditors,
    private readonly people: ConnectedPeople,
    private readonly presence: EditingPresence,
    private readonly standings: Standings,
    private readonly leaving: WatchedLeaving,
  ) {}

  async run(): Promise<void> {
    const { clock } = this.leaving;
    const ended = await this.leaving.ended.next();
    const present = await this.presence.listPresent();
    const isTime = clock.nowMs() - this.#rightsCheckedAtMs >= RIGHTS_EVERY_MS;
    if (isTime) this.#rightsCheckedAtMs = clock.nowMs();
    const left = new Set(ended.map(({ accountId }) => accountId));
    const inQuestion = isTime ? present : present.filter(({ accountId }) => left.has(accountId));
    try {
      await this.editors.stopAll([
        ...(await this.#ended(present)),
        ...(await this.#withoutRight(inQuestion)),
        ...(await this.people.ofEndedAccounts(present)),
        ...(await this.people.ofLeftGroups(ended, present)),
        ...(isTime ? await this.people.ofNextRound() : []),
      ]);
      await this.editors.stopAgain();
    } finally {
      if (ended.length > 0) await this.leaving.keys.execute(ended);
    }
  }

  async #ended(present: readonly PresentEditor[]): Promise<readonly PresentEditor[]> {
    if (present.length === 0) return [];
    const standings = await this.standings.of([...new Set(present.map((one) => one.accountId))]);
    return present.filter((one) => isOver(standings.get(one.accountId), one.arrivedAtMs));
  }

  async #withoutRight(present: readonly PresentEditor[]): Promise<readonly PresentEditor[]> {
    const without: PresentEditor[] = [];
    for (const one of present) {
      const { accountId, documentId, arrivedAtMs } = one;
      if (!(await this.editors.mayChange(accountId, documentId, arrivedAtMs))) without.push(one);
    }
    return without;
  }
}
