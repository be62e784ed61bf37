import type { Clock } from '../../platform/clock/clock.js';
import type { EditingSession, EditingSessions } from '../sessions/editing-sessions.js';
import type { KeyReleases } from '../sessions/key-releases.repository.js';

const SECOND_MS = 1000;
/** Whoever opened it just now is not among those whom the Document Server no longer knows. */
const JUST_OPENED_MS = 60 * SECOND_MS;

/**
 * Ends sessions of who may no longer, and those whose key a person released once nobody edits their content any
 * more. Otherwise there is nothing to take back under managed custody: sessions end by their time, as does
 * whatever is missed here.
 */
export class SessionEndings {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly releases: KeyReleases,
    private readonly clock: Clock,
  ) {}

  /**
   * The Document Server said, in that second, that the last editor left. Who opened the document again within
   * the same second has not fetched it yet.
   */
  lastEditorLeft(documentKey: string, reportedAtSeconds: number): Promise<void> {
    const atMs = reportedAtSeconds * SECOND_MS;
    return this.#end(documentKey, atMs, async (others) => {
      const ids = others
        .filter(({ releasedAtMs }) => releasedAtMs < atMs + SECOND_MS)
        .map(({ sessionId }) => sessionId);
      return [...(await this.releases.fetchedOf(ids))];
    });
  }

  /** The Document Server knows nothing of that content. */
  nobodyThere(documentKey: string): Promise<void> {
    return this.#end(documentKey, this.clock.nowMs() - JUST_OPENED_MS, async () => []);
  }

  /** That person may no longer do what they opened it for. */
  async rightTaken(documentKey: string, username: string): Promise<void> {
    const all = await this.sessions.listOf(documentKey);
    await this.#endEach(all.filter((session) => session.username === username));
  }

  /** Nobody may see it any more. */
  async contentGone(documentKey: string): Promise<void> {
    await this.#endEach(await this.sessions.listOf(documentKey));
  }

  /** Under managed custody too: what their address opened, it is not to open again. */
  async #endEach(sessions: readonly EditingSession[]): Promise<void> {
    const ids = sessions.map(({ sessionId }) => sessionId);
    for (const sessionId of ids) await this.sessions.end(sessionId);
    if (ids.length > 0) await this.releases.end(ids);
  }

  /** Those opened before that moment, and those that `choose` finds among the others. */
  async #end(
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
