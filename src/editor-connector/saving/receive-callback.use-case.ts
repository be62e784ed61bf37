import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Document, DocumentAccess } from '../../documents/index.js';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.js';
import { span } from '../../platform/timeline/span.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import { AUTOSAVE_USERDATA } from '../document-server/document-server.js';
import { isPermanent, saveRefused, unknownDocumentKey } from '../editor-connector.errors.js';
import type { EditorMetrics } from '../editor-metrics.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import {
  isFinal,
  isSave,
  Status,
  type CallbackAnswer,
  type CallbackCheck,
  type CallbackReport,
  type GenuineCallback,
  type ReceivedCallback,
} from './callback.js';
import type { ReportedPresence } from './reported-presence.js';
import { mayBeAnotherFile } from './save-staging.js';
import { savedFilePath } from './saved-files.js';
import type { SaveStoring } from './save-storing.js';
import { isSubmission, type SubmittedForms } from './submitted-forms.js';
import { sentence } from '../../platform/errors/sentence.js';

type ReportWithFile = CallbackReport & { readonly url: string };

interface Target {
  readonly document: Document;
  readonly key: DocumentKey;
}

export interface CallbackParts {
  readonly check: CallbackCheck;
  readonly access: DocumentAccess;
  readonly keys: DocumentKeys;
  readonly storing: SaveStoring;
  readonly submissions: SubmittedForms;
  readonly presence: ReportedPresence;
  readonly metrics: EditorMetrics;
}

/**
 * A callback of the Document Server, from its arrival to the answer, in this order:
 *
 * 1. The capability in the URL, the token and the document key are checked against each other (`callback.ts`). Else:
 *    `refused`.
 * 2. A report of who edits is recorded, and answered with `done`. A status we do not know: `kept-there`.
 * 3. For a save, the document and its key are read. The rights come from the URL's grant, so this works for sessions
 *    that ended and documents that were deleted.
 * 4. A submitted form becomes a document of its own, and no version (`SubmittedForms`). Any other save of a person's
 *    copy of a form is not fetched, and `done`: what was not submitted goes with the copy. A final save without changes
 *    since the last force-save closes the key. No second version is made: `done`.
 * 5. A save without a file could not be assembled. Nothing is stored, and the changes stay there: `kept-there`.
 * 6. The receipt, a hash that names the delivery, is looked up. A delivery that was stored before is not fetched
 *    again: `done`, or `set-apart`, as for the first time.
 * 7. The file is fetched from the configured server, checked, encrypted and placed in one stream (`save-staging.ts`). A
 *    file that looks wrong is stored too, but will be quarantined. One that came in another format than was opened is
 *    converted back at the Document Server (`format-keeping.ts`), and the result takes its place; where that fails, it
 *    stays as it came.
 *    A save that came from a session for reading is quarantined too, unless somebody who may change the document made
 *    it. What a commenter or reviewer changed is not looked at: nobody could tell.
 *    The archive of its changes is fetched after it in the same way, within seconds; without it the version has no
 *    differences to show, and the save goes on.
 * 8. A forced save whose bytes are those of the current version makes none; only its receipt is written.
 *    One transaction (`save-commit.ts`) writes receipt, version, changes, head, document key, and a notice for people
 *    when the version did not become current. The database decides the place in the history: neither the order of
 *    arrival nor the instance matters. After it, the sessions that edit this content get copies of the new version's
 *    key: `done`, or `set-apart` when what came may not be the file that was saved.
 * 9. A failure in 2 to 8 is answered with `kept-there` when it is permanent, else with `try-again`.
 * 10. After a final save nobody edits any more, which is recorded with what is left at the Document Server.
 *
 * So `done` to a save means that it can be read back.
 */
export class ReceiveCallback {
  readonly #logger = new Logger(ReceiveCallback.name);
  /** A delivery that arrives several times at once is fetched once. */
  readonly #byReceipt = new KeyedMutex();

  constructor(private readonly parts: CallbackParts) {}

  /** Whether this server issued the callback URL. Asked before a byte of the body is read. */
  admits(sessionId: string, capability: string): boolean {
    const isAdmitted = this.parts.check.grantOf({ sessionId, capability }) !== undefined;
    if (!isAdmitted) this.#refuse(sessionId, 'capability');
    return isAdmitted;
  }

  /** Never rejects. */
  async execute(received: ReceivedCallback): Promise<CallbackAnswer> {
    const checked = this.parts.check.check(received);
    if (typeof checked === 'string') return this.#refuse(received.sessionId, checked);
    const { status } = checked.report;
    const handled = await this.#handleFailures(checked);
    const answer = isFinal(status) ? await this.#afterFinal(checked, handled) : handled;
    this.parts.metrics.countCallback(status, answer);
    if (checked.report.userdata === AUTOSAVE_USERDATA) this.parts.metrics.countAutosave(answer);
    return answer;
  }

  #refuse(sessionId: string, reason: string): CallbackAnswer {
    this.#logger.warn({ sessionId: sessionId.slice(0, 40), reason: `callback refused: ${reason}` });
    this.parts.metrics.countCallback('unknown', 'refused');
    return 'refused';
  }

  async #handleFailures({ grant, report }: GenuineCallback): Promise<CallbackAnswer> {
    try {
      return await this.#handle(grant, report);
    } catch (error) {
      const answer = isPermanent(error) ? 'kept-there' : 'try-again';
      this.#logger.error({ ...idsOf(grant, report), answer, err: error });
      return answer;
    }
  }

  async #handle(grant: SaveGrant, report: CallbackReport): Promise<CallbackAnswer> {
    if (isSave(report.status)) return this.#save(grant, report);
    if (report.status === Status.editing || report.status === Status.closed)
      return this.#recordEditors(grant, report);
    // Mail merge, or a status of a later version: nothing was stored for it.
    this.#logger.warn({ ...idsOf(grant, report), reason: 'status without a meaning here' });
    return 'kept-there';
  }

  async #recordEditors(grant: SaveGrant, report: CallbackReport): Promise<CallbackAnswer> {
    const isClosed = report.status === Status.closed;
    const accountIds = isClosed ? [] : report.users;
    // The list of editors was unreadable: what is recorded stays.
    if (accountIds === undefined) return 'done';
    // Status 1 without editors means that unsaved changes wait for the next opening.
    const left = isClosed ? 'nothing' : 'changes';
    await this.parts.presence.report(grant, report, { accountIds, left });
    return 'done';
  }

  async #save(grant: SaveGrant, report: CallbackReport): Promise<CallbackAnswer> {
    const { document, key } = await span('find document and key', () => this.#find(grant, report));
    if (isSubmission(report))
      return this.parts.submissions.receive({ grant, report, form: document, key });
    if (key.purpose === 'fill') return this.#ofCopy(report);
    if (addsNothing(report, key)) {
      await this.parts.keys.close(report.key);
      return 'done';
    }
    if (!hasFile(report)) return this.#withoutFile(report, key);
    const receipt = receiptOf(report);
    const save = { grant, report: { ...report, receipt }, document, key };
    const version = await this.#byReceipt.run(receipt, () => this.parts.storing.store(save));
    // The Document Server keeps its copy as a forgotten file, which is fetched again later.
    return mayBeAnotherFile(version.reason) ? 'set-apart' : 'done';
  }

  async #find(grant: SaveGrant, report: CallbackReport): Promise<Target> {
    const document = await this.parts.access.findById(grant.documentId);
    const key = await this.parts.keys.find(report.key);
    if (document === undefined || key?.documentId !== grant.documentId) {
      throw unknownDocumentKey(grant.documentId);
    }
    return { document, key };
  }

  /** The Document Server may delete it: nobody could tell what became of entries that were never submitted. */
  async #ofCopy({ key, status }: CallbackReport): Promise<CallbackAnswer> {
    if (isFinal(status)) await this.parts.keys.close(key);
    return 'done';
  }

  /**
   * `done` to a final failure would make the Document Server delete its change log; `kept-there` lets the next
   * opening of the same key bring the changes back. A failed force-save ends nothing.
   */
  async #withoutFile({ status }: CallbackReport, key: DocumentKey): Promise<CallbackAnswer> {
    if (status === Status.saveFailed) return 'kept-there';
    if (status !== Status.forceSaveFailed) throw saveRefused(sentence`the report names no file`);
    await this.parts.keys.save({ ...key, isStored: false });
    return 'done';
  }

  async #afterFinal(checked: GenuineCallback, saved: CallbackAnswer): Promise<CallbackAnswer> {
    if (saved !== 'try-again') return this.#recordEverybodyLeft(checked, saved);
    const { grant, report } = checked;
    // Until the save is delivered again, nobody may replace the content.
    await this.parts.presence.outstanding(grant, report).catch((error: unknown) => {
      this.#logger.warn({ ...idsOf(grant, report), err: error });
    });
    return saved;
  }

  /**
   * When the database was unavailable just now, a save that is stored is asked for again: its receipt makes that
   * cheap, and otherwise the document would be locked for the ten minutes until the watchdog asks. In all other
   * cases the answer to the save stands.
   */
  async #recordEverybodyLeft(
    { grant, report }: GenuineCallback,
    saved: CallbackAnswer,
  ): Promise<CallbackAnswer> {
    try {
      const isStored = saved === 'done' || saved === 'set-apart';
      const left = isStored ? 'nothing' : 'new-changes';
      await this.parts.presence.report(grant, report, { accountIds: [], left });
    } catch (error) {
      this.#logger.warn({ ...idsOf(grant, report), err: error });
      if (saved === 'done' && isAppError(error) && error.kind === 'unavailable') return 'try-again';
    }
    return saved;
  }
}

const hasFile = (report: CallbackReport): report is ReportWithFile => report.url !== undefined;

const addsNothing = ({ status, notmodified }: CallbackReport, { isStored }: DocumentKey): boolean =>
  status === Status.save && notmodified === true && isStored;

const idsOf = ({ documentId, sessionId }: SaveGrant, { status }: CallbackReport) => ({
  documentId,
  sessionId,
  status,
});

/** Query fields that change when the same file is linked again. */
const OF_THE_LINK = ['md5', 'expires', 'shardkey', 'filename', 'token'];

/** Of no meaning: only the path of a link identifies the file. */
const ANY_HOST = 'http://document-server';

/**
 * Names one delivery of one save. A retry has a new token and may have a fresh link, but the same file and the same
 * last change; another save of the same key differs in one of them.
 */
export function receiptOf({
  key,
  status,
  url,
  lastsave,
}: Pick<ReportWithFile, 'key' | 'status' | 'lastsave' | 'url'>): string {
  return createHash('sha256')
    .update(JSON.stringify([key, status, lastsave ?? null, fileOf(url)]))
    .digest('hex');
}

function fileOf(address: string): string {
  const url = URL.parse(savedFilePath(address) ?? address, ANY_HOST);
  // No saved file, which is said when it is fetched.
  if (url === null) return address;
  for (const name of OF_THE_LINK) url.searchParams.delete(name);
  url.searchParams.sort();
  return url.pathname + url.search;
}
