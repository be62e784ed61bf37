import { createHash } from 'node:crypto';
import { Logger } from '@nestjs/common';
import {
  FileSubmittedForm,
  nameWithoutExtension,
  type Document,
  type DocumentAccess,
} from '../../documents/index.js';
import type { Notifications } from '../../notifications/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.js';
import { personIn, type People } from '../../platform/identity/people.js';
import { saveInterrupted, saveRefused } from '../editor-connector.errors.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import { Status, type CallbackAnswer } from '../saving/callback.js';
import type { MadeFiles } from '../saving/made-file.js';
import { receiptOf } from '../saving/receive-callback.use-case.js';
import { madeAt } from '../saving/save-history.js';
import { SubmittedForms, type ReceivedSubmission } from '../saving/submitted-forms.js';
import { titleOfSubmission } from './submission-title.js';
import type { FormSubmission, FormSubmissions } from './form-submissions.repository.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

export interface SubmissionParts {
  readonly made: MadeFiles;
  readonly filing: FileSubmittedForm;
  readonly submissions: FormSubmissions;
  readonly access: DocumentAccess;
  readonly people: People;
  readonly notifications: Notifications;
  readonly clock: Clock;
}

type AcceptedSubmission = ReceivedSubmission & {
  readonly author: string;
  readonly receipt: string;
  readonly url: string;
};

/**
 * A form that a person filled in and submitted, in this order:
 *
 * 1. Not accepted: a private form (what it becomes would be readable for the server), a deleted one, a form from
 *    somebody who may not fill it in, and what the Document Server could not assemble.
 * 2. The receipt is looked up: the same submission again is `done`, and makes nothing.
 * 3. The file is fetched as a save is, from the configured Document Server alone, and becomes a document of the form's
 *    owner in one transaction with its receipt. The fields by themselves (`formsdataurl`) are not fetched: they are in
 *    the document, and a second copy would be one more thing to seal, to share and to delete.
 * 4. The key of the person's copy is closed: when they open the form again, they begin with the empty one.
 * 5. The owner is notified. A failure from here on leaves the submission as it is.
 */
export class ReceiveSubmission extends SubmittedForms {
  readonly #logger = new Logger(ReceiveSubmission.name);
  readonly #byReceipt = new KeyedMutex();

  constructor(
    private readonly parts: SubmissionParts,
    private readonly keys: DocumentKeys,
  ) {
    super();
  }

  async receive(submission: ReceivedSubmission): Promise<CallbackAnswer> {
    const { form, grant, report } = submission;
    const author = await this.#authorOf(submission);
    const refusal = refusalOf(submission, author);
    if (refusal !== undefined || author === undefined || report.url === undefined) {
      this.#logger.warn({
        ...{ documentId: form.id, sessionId: grant.sessionId },
        reason: `submitted form not accepted: ${refusal}`,
      });
      return 'kept-there';
    }
    const { url } = report;
    const receipt = createHash('sha256')
      .update(JSON.stringify([receiptOf({ ...report, url }), author]))
      .digest('hex');
    return this.#byReceipt.run(receipt, async (): Promise<CallbackAnswer> => {
      const isKnown = (await this.parts.submissions.find(receipt)) !== undefined;
      if (!isKnown) await this.#file({ ...submission, author, receipt, url });
      return 'done';
    });
  }

  /** Who pressed the button, else whose address it is; undefined when they may not fill in this form. */
  async #authorOf({ form, grant, report }: ReceivedSubmission): Promise<string | undefined> {
    const pressed = report.actions?.find(({ type }) => type === 2)?.userid;
    for (const accountId of new Set([pressed ?? grant.accountId, grant.accountId])) {
      const rights = await this.parts.access.rightsOf(accountId, form);
      if (rights?.may.has('fill') === true) return accountId;
    }
    return undefined;
  }

  async #file(accepted: AcceptedSubmission): Promise<void> {
    const { form, grant, report, key, author, receipt } = accepted;
    const row = {
      ...{ receipt, formId: form.id, documentKey: report.key },
      ...{ editingSessionId: grant.sessionId, madeAtMs: madeAt(report) },
      createdAtMs: this.parts.clock.nowMs(),
    };
    const made = await this.#store(accepted, row);
    if (made === undefined) return;
    try {
      if (key.purpose === 'fill') await this.keys.close(report.key);
      await this.parts.notifications.send({
        ...{ kind: 'form-submitted', documentId: made.id, to: [form.owner], from: author },
        text: form.title,
      });
    } catch (error) {
      this.#logger.warn({ documentId: made.id, err: error });
    }
  }

  /** Undefined when another instance stored the same submission meanwhile. */
  async #store(
    { form, author, report, url, receipt }: AcceptedSubmission,
    row: Omit<FormSubmission, 'documentId'>,
  ): Promise<Document | undefined> {
    const { made, filing, people, submissions } = this.parts;
    const { displayName } = personIn(await people.named([author]), author);
    const fileType = report.filetype ?? form.fileType;
    const title = titleOfSubmission({
      form: nameWithoutExtension(form.title),
      person: displayName,
      atMs: row.createdAtMs,
      fileType,
    });
    try {
      return await made.open({ url, fileType }, FAILURES, ({ content, bytes }) =>
        filing.execute({
          ...{ title, form, author, content, declaredBytes: bytes },
          alongside: (documentId) => submissions.add({ ...row, documentId }),
        }),
      );
    } catch (error) {
      if ((await submissions.find(receipt)) !== undefined) return undefined;
      throw error;
    }
  }
}

function refusalOf(
  { form, report }: ReceivedSubmission,
  author: string | undefined,
): string | undefined {
  if (form.custody === 'zero-knowledge') return 'the form is private';
  if (form.deletedAtMs !== null) return 'the form was deleted';
  if (author === undefined) return 'nobody who may fill it in sent it';
  const isAssembled = report.status === Status.forceSave && report.url !== undefined;
  return isAssembled ? undefined : 'it could not be assembled';
}

const FAILURES = {
  unusable: (_: string, found: Sentence) => saveRefused(found),
  unreachable: (cause: unknown) =>
    saveInterrupted(sentence`the submitted form did not come`, cause),
};
