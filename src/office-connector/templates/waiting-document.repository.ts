import type { ContentControls, FieldValues } from '../../instruction-xml/index.js';

/** What the instruction of one document made from a template needs, beside what the registry knows. */
export interface WaitingDocument {
  readonly documentId: string;
  readonly templateId: string;
  readonly templateTitle: string;
  /** As the desktop program will save it. */
  readonly filename: string;
  readonly contentType: string;
  /** LCID; null when the template names none. */
  readonly language: number | null;
  readonly fields: FieldValues;
  readonly contentControls: ContentControls;
  readonly createdAtMs: number;
  /** Since when it waits no more: its content came, or it was cleaned up. */
  readonly endedAtMs: number | null;
}

/** Rows of documents that wait, or waited, for the desktop. Every method joins the ambient transaction. */
export abstract class WaitingDocumentRepository {
  abstract insert(waiting: WaitingDocument): Promise<void>;
  abstract find(documentId: string): Promise<WaitingDocument | undefined>;
  abstract end(documentId: string, atMs: number): Promise<void>;
  /** Ids of those that wait since before then. */
  abstract waitingSince(beforeMs: number): Promise<readonly string[]>;
}
