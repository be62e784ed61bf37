import { Injectable, Logger } from '@nestjs/common';
import {
  isFinal,
  Status,
  tellsOfSave,
  type CallbackAnswer,
  type CallbackReport,
} from './callback.js';
import { CallbackCheck, type GenuineCallback, type ReceivedCallback } from './callback-check.js';
import { isHopeless } from './editor-connector.errors.js';
import { EditorMetrics } from './editor-metrics.js';
import { ReportedPresence } from './reported-presence.js';
import type { SaveGrant } from './save-capability.js';
import { TakeSave } from './take-save.use-case.js';

/** Hears the Document Server out and says what it shall do with its copy. Never throws. */
@Injectable()
export class ReceiveCallback {
  readonly #logger = new Logger(ReceiveCallback.name);

  constructor(
    private readonly authenticity: CallbackCheck,
    private readonly takeSave: TakeSave,
    private readonly presence: ReportedPresence,
    private readonly metrics: EditorMetrics,
  ) {}

  async execute(received: ReceivedCallback): Promise<CallbackAnswer> {
    const checked = this.authenticity.check(received);
    if (typeof checked === 'string') return this.#refuse(received, checked);
    const answer = await this.#answer(checked);
    this.metrics.countCallback(checked.report.status, answer);
    // A save that is tried again is still under way: until it has landed nobody may change the content.
    if (isFinal(checked.report.status) && answer !== 'try-again')
      await this.#everybodyLeft(checked);
    return answer;
  }

  async #answer({ grant, report }: GenuineCallback): Promise<CallbackAnswer> {
    try {
      return await this.#handle(grant, report);
    } catch (error) {
      const answer = isHopeless(error) ? 'kept-there' : 'try-again';
      this.#logger.error({ ...idsOf(grant, report), answer, err: error });
      return answer;
    }
  }

  async #handle(grant: SaveGrant, report: CallbackReport): Promise<CallbackAnswer> {
    if (tellsOfSave(report)) return this.takeSave.execute(grant, report);
    if (report.status === Status.editing || report.status === Status.closed) {
      const present = report.status === Status.editing ? (report.users ?? []) : [];
      await this.presence.report(grant, report, present);
      return 'done';
    }
    // Mail merge, or something yet to be invented: what was not understood was not taken over either.
    this.#logger.warn({ ...idsOf(grant, report), reason: 'status without a meaning here' });
    return 'kept-there';
  }

  /** The answer to the save stands whatever becomes of this; the watchdog corrects it later. */
  async #everybodyLeft({ grant, report }: GenuineCallback): Promise<void> {
    try {
      await this.presence.report(grant, report, []);
    } catch (error) {
      this.#logger.warn({ ...idsOf(grant, report), err: error });
    }
  }

  #refuse({ sessionId }: ReceivedCallback, reason: string): CallbackAnswer {
    this.#logger.warn({ sessionId: sessionId.slice(0, 40), reason: `callback refused: ${reason}` });
    this.metrics.countCallback('unknown', 'refused');
    return 'refused';
  }
}

const idsOf = ({ documentId, sessionId }: SaveGrant, { status }: CallbackReport) => ({
  documentId,
  sessionId,
  status,
});
