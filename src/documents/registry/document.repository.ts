import type { Document, Role } from '../document.js';

export interface ListPosition {
  readonly updatedAtMs: number;
  readonly id: string;
}

export interface ListFilter {
  readonly username: string;
  /** Part of the title. Not case-sensitive; no character has a special meaning. */
  readonly search: string | undefined;
  /** Only documents after this position. */
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/** Rows of documents. Every method is one statement and joins the ambient transaction. */
export abstract class DocumentRepository {
  abstract insert(document: Document): Promise<void>;
  /** True when there is any document, deleted ones included. */
  abstract hasAny(): Promise<boolean>;
  /** Deleted ones included. */
  abstract findById(id: string): Promise<Document | undefined>;
  /** Last changed first, without deleted ones. */
  abstract listOwned(filter: ListFilter): Promise<readonly Document[]>;
  /** The same for documents shared with the person, without shadow documents. */
  abstract listShared(
    filter: ListFilter,
  ): Promise<readonly { readonly document: Document; readonly role: Role }[]>;

  /** Writes title, type, state, custody and times of an existing document. */
  abstract update(document: Document): Promise<void>;
}
