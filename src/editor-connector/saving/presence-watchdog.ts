import type { EditingPresence, StaleKey } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { ReportedPresence } from './reported-presence.js';

/** Editors report when they come and go; ten minutes of silence may also mean that the report was lost. */
const SILENCE_MS = 10 * 60 * 1000;
/** One key that cannot be asked about keeps no other from its turn; a server that is away is not asked a hundred times. */
const MAX_FAILURES = 3;

/** Takes people off documents that the Document Server knows nothing of (any more). */
export class PresenceWatchdog {
  /** What it told while one of us was away is not known here: all are asked about, once it answers. */
  #missedReports = true;

  constructor(
    private readonly presence: EditingPresence,
    private readonly server: DocumentServer,
    private readonly reported: ReportedPresence,
    private readonly clock: Clock,
  ) {}

  /**
   * For keys it knows, the server answers with a report as well, which renews or corrects what we hold; it also tells
   * of changes that wait unsaved. That nobody is named in the answer itself means nothing.
   */
  async look(): Promise<void> {
    const { reachable } = await this.server.state();
    if (!reachable) {
      this.#missedReports = true;
      return;
    }
    const silenceMs = this.#missedReports ? 0 : SILENCE_MS;
    this.#missedReports = false;
    await this.#askAbout(await this.presence.staleKeys(this.clock.nowMs() - silenceMs));
  }

  async #askAbout(stale: readonly StaleKey[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { documentId, documentKey } of stale) {
      try {
        await this.#ask(documentId, documentKey);
      } catch (error) {
        if (failures.push(error) === MAX_FAILURES) break;
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  async #ask(documentId: string, documentKey: string): Promise<void> {
    const askedAtMs = this.clock.nowMs();
    if ((await this.server.info(documentKey)) !== 'unknown-key') return;
    await this.reported.nobodyThere(documentId, documentKey, askedAtMs);
  }
}
