import type { ContentControls, FieldValues } from '../../instruction-xml/index.js';

/** Data for the instruction of one document from a template that the document registry does not have. */
export interface WaitingDocument {
  readonly documentId: string;
  readonly templateId: string;
  readonly templateTitle: string;
  /** File name under which the desktop program saves it. */
  readonly filename: string;
  readonly contentType: string;
  /** LCID; null when the template has none. */
  readonly language: number | null;
  readonly fields: FieldValues;
  readonly contentControls: ContentControls;
  readonly createdAtMs: number;
  /** When waiting ended: content arrived, or the document was cleaned up. */
  readonly endedAtMs: number | null;
}

/** Rows of documents that wait, or waited, for content. Every method joins the ambient transaction. */
export abstract class WaitingDocumentRepository {
  abstract insert(waiting: WaitingDocument): Promise<void>;
  abstract find(documentId: string): Promise<WaitingDocument | undefined>;
  abstract end(documentId: string, atMs: number): Promise<void>;
  /** Ids of documents that have been waiting since before `beforeMs`. */
  abstract waitingSince(beforeMs: number): Promise<readonly string[]>;
}
