import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { ContentControls, FieldValues } from '../../instruction-xml/index.js';
import { WaitingDocumentRepository, type WaitingDocument } from './waiting-document.repository.js';

interface DesktopDocumentsTable {
  document_id: string;
  template_id: string;
  template_title: string;
  filename: string;
  content_type: string;
  language: number | null;
  fields: string;
  content_controls: string;
  created_at: number;
  ended_at: number | null;
}

@Injectable()
export class KyselyWaitingDocumentRepository extends WaitingDocumentRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async insert(waiting: WaitingDocument): Promise<void> {
    await this.#query().insertInto('desktop_documents').values(rowOf(waiting)).execute();
  }

  async find(documentId: string): Promise<WaitingDocument | undefined> {
    const row = await this.#query()
      .selectFrom('desktop_documents')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirst();
    return row && waitingOf(row);
  }

  async end(documentId: string, atMs: number): Promise<void> {
    await this.#query()
      .updateTable('desktop_documents')
      .set({ ended_at: atMs })
      .where('document_id', '=', documentId)
      .where('ended_at', 'is', null)
      .execute();
  }

  async waitingSince(beforeMs: number): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('desktop_documents')
      .select('document_id')
      .where('ended_at', 'is', null)
      .where('created_at', '<', beforeMs)
      .execute();
    return rows.map((row) => row.document_id);
  }

  #query() {
    return this.database.query<{ desktop_documents: DesktopDocumentsTable }>();
  }
}

const rowOf = (waiting: WaitingDocument): DesktopDocumentsTable => ({
  document_id: waiting.documentId,
  template_id: waiting.templateId,
  template_title: waiting.templateTitle,
  filename: waiting.filename,
  content_type: waiting.contentType,
  language: waiting.language,
  fields: JSON.stringify(waiting.fields),
  content_controls: JSON.stringify(waiting.contentControls),
  created_at: waiting.createdAtMs,
  ended_at: waiting.endedAtMs,
});

const waitingOf = (row: DesktopDocumentsTable): WaitingDocument => ({
  documentId: row.document_id,
  templateId: row.template_id,
  templateTitle: row.template_title,
  filename: row.filename,
  contentType: row.content_type,
  language: row.language,
  fields: JSON.parse(row.fields) as FieldValues,
  contentControls: JSON.parse(row.content_controls) as ContentControls,
  createdAtMs: row.created_at,
  endedAtMs: row.ended_at,
});
