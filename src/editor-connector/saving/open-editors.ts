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
import type { SessionEndings } from '../sessions/session-endings.js';
import type { EditorsReported } from './reported-presence.js';

/** Passes on to open editors what happened to their document elsewhere: a new title, a lost right, other content. */
export class OpenEditors {
  constructor(
    private readonly keys: DocumentKeys,
    private readonly server: DocumentServer,
    private readonly access: EditingAccess,
    private readonly contents: ContentToOpen,
    private readonly endings: SessionEndings,
  ) {}

  showTitle(documentId: string, title: string): Promise<void> {
    return this.#forEachKey(documentId, (key) => this.server.rename(key, shownText(title)));
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
    return this.#forEachKey(documentId, async (key) => {
      const lost = new Set<string>();
      for (const { accountId, sinceMs } of await this.endings.openingsOf(key)) {
        const rights = await this.access.rightsOf(accountId, documentId, sinceMs);
        if (rights === undefined) lost.add(accountId);
      }
      if (lost.size > 0) await this.stop(key, [...lost]);
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

  /** Their sessions end, and the Document Server makes them viewers at once. */
  async stop(documentKey: string, accountIds: readonly string[]): Promise<void> {
    for (const accountId of accountIds) await this.endings.rightRevoked(documentKey, accountId);
    await this.server.drop(documentKey, accountIds);
  }

  /** Whether that person may change the document in the editor now, and what they opened at `sinceMs` is still valid. */
  async mayChange(accountId: string, documentId: string, sinceMs = Infinity): Promise<boolean> {
    const rights = await this.access.rightsOf(accountId, documentId, sinceMs);
    return rights !== undefined && mayChange(rights);
  }

  /** The document was deleted. */
  endAll(documentId: string): Promise<void> {
    return this.#forEachKey(documentId, async (key) => {
      await this.endings.contentDeleted(key);
      await this.server.drop(key);
    });
  }

  stopEveryone(documentId: string): Promise<void> {
    return this.#forEachKey(documentId, (key) => this.server.drop(key));
  }

  /**
   * The content was replaced: the next opening gets a new key, and whoever has the old content open becomes a viewer
   * of it. A key with unsaved changes stays; what they become is kept beside the new content.
   */
  async endReplaced(documentId: string): Promise<void> {
    const document = await this.access.findById(documentId);
    const closed = document && (await this.contents.closeReplaced(document));
    if (closed !== undefined) await this.server.drop(closed);
  }

  async #forEachKey(
    documentId: string,
    send: (documentKey: string) => Promise<unknown>,
  ): Promise<void> {
    const live = await this.keys.listLive(documentId);
    const sent = await Promise.allSettled(live.map(({ documentKey }) => send(documentKey)));
    const failures = sent
      .filter((result) => result.status === 'rejected')
      .map(({ reason }) => reason as unknown);
    if (failures.length > 0)
      throw new AggregateError(failures, `open editors of ${documentId} could not be informed`);
  }
}

/** The Document Server needs a moment to report that somebody was stopped; until then they are not stopped again. */
const STOP_AGAIN_MS = 10_000;
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

const nameOf = ({ groupId, accountId }: EndedMembership): string => `${groupId} ${accountId}`;

/**
 * Stops the editing of people whose account was disabled, who were signed out everywhere, who left a group, or who lost
 * their right without the Document Server being informed. It reads the database, so it does not matter which instance or command
 * line made the change.
 */
export class EditorRightsWatchdog {
  /** By document key and accountId. */
  readonly #stoppedAtMs = new Map<string, number>();
  #rightsCheckedAtMs = 0;

  constructor(
    private readonly presence: EditingPresence,
    private readonly standings: Standings,
    private readonly editors: OpenEditors,
    private readonly clock: Clock,
    private readonly leaving: { readonly ended: EndedMemberships; readonly keys: WithdrawKeys },
  ) {}

  async run(): Promise<void> {
    const ended = await this.leaving.ended.next();
    const present = await this.presence.listPresent();
    this.#forgetOld();
    const unauthorised = new Set([
      ...(await this.#ended(present)),
      ...(await this.#withoutRight(present, ended)),
    ]);
    for (const editor of unauthorised) await this.#stop(editor);
    if (ended.length > 0) await this.leaving.keys.execute(ended);
  }

  async #ended(present: readonly PresentEditor[]): Promise<readonly PresentEditor[]> {
    if (present.length === 0) return [];
    const standings = await this.standings.of([...new Set(present.map((one) => one.accountId))]);
    return present.filter((one) => isOver(standings.get(one.accountId), one.arrivedAtMs));
  }

  async #withoutRight(
    all: readonly PresentEditor[],
    ended: readonly EndedMembership[],
  ): Promise<readonly PresentEditor[]> {
    const nowMs = this.clock.nowMs();
    const isTime = nowMs - this.#rightsCheckedAtMs >= RIGHTS_EVERY_MS;
    if (isTime) this.#rightsCheckedAtMs = nowMs;
    const left = new Set(ended.map(({ accountId }) => accountId));
    const present = isTime ? all : all.filter(({ accountId }) => left.has(accountId));
    const without: PresentEditor[] = [];
    for (const one of present) {
      const { accountId, documentId, arrivedAtMs } = one;
      if (!(await this.editors.mayChange(accountId, documentId, arrivedAtMs))) without.push(one);
    }
    return without;
  }

  async #stop({ documentKey, accountId }: PresentEditor): Promise<void> {
    const name = `${documentKey} ${accountId}`;
    if (this.#stoppedAtMs.has(name)) return;
    await this.editors.stop(documentKey, [accountId]);
    this.#stoppedAtMs.set(name, this.clock.nowMs());
  }

  #forgetOld(): void {
    const nowMs = this.clock.nowMs();
    for (const [name, stoppedAtMs] of this.#stoppedAtMs) {
      if (nowMs - stoppedAtMs >= STOP_AGAIN_MS) this.#stoppedAtMs.delete(name);
    }
  }
}
