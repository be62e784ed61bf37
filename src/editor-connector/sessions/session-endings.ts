import type { Clock } from '../../platform/clock/clock.js';
import type { EditingSession, EditingSessions } from './editing-sessions.js';
import type { KeyReleases } from './key-releases.repository.js';

const SECOND_MS = 1000;
/** A session this young may not have reached the Document Server yet. */
const JUST_OPENED_MS = 60 * SECOND_MS;
/** A page that reloads opens its new session before its old one is reported as left; the fetch follows in seconds. */
const REOPENED_MS = 10 * SECOND_MS;

/**
 * Ends the sessions of people who lost their right, and, under zero-knowledge custody, those whose content nobody
 * edits any more. Under managed custody no released key has to be taken back: sessions expire by themselves, and so
 * does whatever is missed here.
 */
export class SessionEndings {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly releases: KeyReleases,
    private readonly clock: Clock,
  ) {}

  /**
   * The Document Server reported, in that second, that the last editor left. Whoever opened the document again just
   * before, and has not fetched it yet, keeps the session.
   */
  lastEditorLeft(documentKey: string, reportedAtSeconds: number): Promise<void> {
    const atMs = reportedAtSeconds * SECOND_MS;
    return this.#endReleased(documentKey, atMs - REOPENED_MS, async (others) => {
      const ids = others
        .filter(({ releasedAtMs }) => releasedAtMs < atMs + SECOND_MS)
        .map(({ sessionId }) => sessionId);
      return [...(await this.releases.fetchedOf(ids))];
    });
  }

  /** The Document Server does not know that content. */
  unknownThere(documentKey: string): Promise<void> {
    return this.#endReleased(documentKey, this.clock.nowMs() - JUST_OPENED_MS, async () => []);
  }

  /** That person lost the right for which they opened the content. */
  async rightRevoked(documentKey: string, accountId: string): Promise<void> {
    const all = await this.sessions.listOf(documentKey);
    await this.#endEach(all.filter((session) => session.accountId === accountId));
  }

  /** Under managed custody too: their file URL must not open the content again. */
  async end(sessionIds: readonly string[]): Promise<void> {
    for (const sessionId of sessionIds) await this.sessions.end(sessionId);
    await this.releases.end(sessionIds);
  }

  /** The document was deleted. */
  async contentDeleted(documentKey: string): Promise<void> {
    await this.#endEach(await this.sessions.listOf(documentKey));
  }

  #endEach(sessions: readonly EditingSession[]): Promise<void> {
    return this.end(sessions.map(({ sessionId }) => sessionId));
  }

  /** Those opened before that moment, and those that `choose` picks among the others. */
  async #endReleased(
    documentKey: string,
    beforeMs: number,
    choose: (others: readonly EditingSession[]) => Promise<readonly string[]>,
  ): Promise<void> {
    const all = await this.sessions.listOf(documentKey);
    const released = all.filter(({ custody }) => custody === 'zero-knowledge');
    if (released.length === 0) return;
    await this.sessions.endAllOf(documentKey, beforeMs);
    const chosen = await choose(released.filter(({ releasedAtMs }) => releasedAtMs >= beforeMs));
    for (const sessionId of chosen) await this.sessions.end(sessionId);
    const early = released.filter(({ releasedAtMs }) => releasedAtMs < beforeMs);
    await this.releases.end([...early.map(({ sessionId }) => sessionId), ...chosen]);
  }
}
