import type { Clock } from '../platform/clock/clock.js';
import type { EditingPresence } from '../documents/index.js';
import type { DocumentServer } from './document-server.js';
import type { SessionEndings } from './session-endings.js';

/** Editors report when they come and go; ten minutes of silence may also mean that the report was lost. */
const SILENCE_MS = 10 * 60 * 1000;

/** Takes people off documents that the Document Server knows nothing of (any more). */
export class PresenceWatchdog {
  constructor(
    private readonly presence: EditingPresence,
    private readonly server: DocumentServer,
    private readonly endings: SessionEndings,
    private readonly clock: Clock,
  ) {}

  /** For keys it knows, the server answers with a report as well, which renews or corrects what we hold. */
  async look(): Promise<void> {
    const stale = await this.presence.staleKeys(this.clock.nowMs() - SILENCE_MS);
    for (const { documentId, documentKey } of stale) {
      const outcome = await this.server.info(documentKey);
      if (outcome !== 'unknown-key') continue;
      await this.presence.report(documentId, documentKey, []);
      await this.endings.nobodyThere(documentKey);
    }
  }
}
