import { sql, type SqlBool } from 'kysely';
import type { Database } from '../../platform/database/database.js';
import {
  FormSubmissions,
  type FormSubmission,
  type SubmissionFilter,
  type SubmissionPosition,
} from './form-submissions.repository.js';

interface Row {
  receipt: string;
  form_id: string;
  document_id: string;
  document_key: string;
  editing_session_id: string;
  made_at_ms: number;
  created_at_ms: number;
}

interface Tables {
  form_submissions: Row;
}

export class KyselyFormSubmissions extends FormSubmissions {
  constructor(private readonly database: Database) {
    super();
  }

  async add(submission: FormSubmission): Promise<void> {
    await this.#query
      .insertInto('form_submissions')
      .values({
        receipt: submission.receipt,
        form_id: submission.formId,
        document_id: submission.documentId,
        document_key: submission.documentKey,
        editing_session_id: submission.editingSessionId,
        made_at_ms: submission.madeAtMs,
        created_at_ms: submission.createdAtMs,
      })
      .execute();
  }

  async find(receipt: string): Promise<FormSubmission | undefined> {
    const row = await this.#all.where('receipt', '=', receipt).executeTakeFirst();
    return row && submissionOf(row);
  }

  async listOf(
    formId: string,
    { editingSessionId: session, after, limit }: SubmissionFilter,
  ): Promise<readonly FormSubmission[]> {
    let query = this.#all.where('form_id', '=', formId);
    if (session !== undefined) query = query.where('editing_session_id', '=', session);
    if (after !== undefined) query = query.where(isAfter(after));
    const rows = await query
      .orderBy('created_at_ms', 'desc')
      .orderBy('document_id')
      .limit(limit)
      .execute();
    return rows.map(submissionOf);
  }

  get #all() {
    return this.#query.selectFrom('form_submissions').selectAll();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const isAfter = ({ createdAtMs, documentId }: SubmissionPosition) => sql<SqlBool>`
  (created_at_ms < ${createdAtMs} or (created_at_ms = ${createdAtMs} and document_id > ${documentId}))`;

const submissionOf = (row: Row): FormSubmission => ({
  receipt: row.receipt,
  formId: row.form_id,
  documentId: row.document_id,
  documentKey: row.document_key,
  editingSessionId: row.editing_session_id,
  madeAtMs: row.made_at_ms,
  createdAtMs: row.created_at_ms,
});
