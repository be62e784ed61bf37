import { Injectable, Logger } from '@nestjs/common';
import { isAppError } from '../../platform/errors/app-error.js';
import {
  isFinal,
  Status,
  tellsOfSave,
  type CallbackAnswer,
  type CallbackReport,
} from './callback.js';
import { CallbackCheck, type GenuineCallback, type ReceivedCallback } from './callback-check.js';
import { isHopeless } from '../editor-connector.errors.js';
import { EditorMetrics } from '../editor-metrics.js';
import { ReportedPresence } from './reported-presence.js';
import type { SaveGrant } from '../sessions/save-capability.js';
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

  /** Whether it was this server that gave out the address of the callback. */
  admits(sessionId: string, capability: string): boolean {
    const isAdmitted = this.authenticity.grantOf({ sessionId, capability }) !== undefined;
    if (!isAdmitted) this.#refuse(sessionId, 'capability');
    return isAdmitted;
  }

  async execute(received: ReceivedCallback): Promise<CallbackAnswer> {
    const checked = this.authenticity.check(received);
    if (typeof checked === 'string') return this.#refuse(received.sessionId, checked);
    const saved = await this.#answer(checked);
    const answer = isFinal(checked.report.status) ? await this.#afterFinal(checked, saved) : saved;
    this.metrics.countCallback(checked.report.status, answer);
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
      const isClosed = report.status === Status.closed;
      const usernames = isClosed ? [] : report.users;
      // Who edits was not said in a way to be read: what was known stays.
      if (usernames === undefined) return 'done';
      // Being edited by nobody is what the Document Server says while changes wait to be opened again.
      const left = isClosed ? 'nothing' : 'changes';
      await this.presence.report(grant, report, { usernames, left });
      return 'done';
    }
    // Mail merge, or something yet to be invented: what was not understood was not taken over either.
    this.#logger.warn({ ...idsOf(grant, report), reason: 'status without a meaning here' });
    return 'kept-there';
  }

  /** A save that is tried again is still under way: until it has landed nobody may change the content. */
  async #afterFinal(checked: GenuineCallback, saved: CallbackAnswer): Promise<CallbackAnswer> {
    if (saved !== 'try-again') return this.#everybodyLeft(checked, saved);
    const { grant, report } = checked;
    await this.presence.outstanding(grant, report).catch((error: unknown) => {
      this.#logger.warn({ ...idsOf(grant, report), err: error });
    });
    return saved;
  }

  /**
   * When the database was away just now, what was saved is told again: it makes no second version, and nobody is
   * kept from the document for the ten minutes until the watchdog asks. Otherwise the answer to the save stands.
   */
  async #everybodyLeft(
    { grant, report }: GenuineCallback,
    saved: CallbackAnswer,
  ): Promise<CallbackAnswer> {
    try {
      const isStored = saved === 'done' || saved === 'set-apart';
      const left = isStored ? 'nothing' : 'new-changes';
      await this.presence.report(grant, report, { usernames: [], left });
    } catch (error) {
      this.#logger.warn({ ...idsOf(grant, report), err: error });
      if (saved === 'done' && isAppError(error) && error.kind === 'unavailable') return 'try-again';
    }
    return saved;
  }

  #refuse(sessionId: string, reason: string): CallbackAnswer {
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
