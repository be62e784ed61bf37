import type { Clock } from '../platform/clock/clock.js';
import type { EditingSession, EditingSessions } from './editing-sessions.js';
import type { KeyReleases } from './key-releases.repository.js';

const SECOND_MS = 1000;
/** Whoever opened it just now is not among those whom the Document Server no longer knows. */
const JUST_OPENED_MS = 60 * SECOND_MS;

/**
 * Ends sessions whose key a person released once nobody edits their content any more. Under managed custody
 * there is nothing to take back, and sessions end by their time, as does whatever is missed here.
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
