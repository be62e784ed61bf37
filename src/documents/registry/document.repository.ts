import type { Document, Role } from '../document.js';

export interface ListPosition {
  readonly updatedAtMs: number;
  readonly id: string;
}

export interface ListFilter {
  readonly username: string;
  /** Part of the title, compared without regard to case; taken literally. */
  readonly search: string | undefined;
  /** Only what comes after this one. */
  readonly after: ListPosition | undefined;
  readonly limit: number;
}

/** Rows of documents. Every method is one statement and joins the ambient transaction. */
export abstract class DocumentRepository {
  abstract insert(document: Document): Promise<void>;
  /** Whether there is any document, deleted ones included. */
  abstract hasAny(): Promise<boolean>;
  /** Deleted ones included. */
  abstract findById(id: string): Promise<Document | undefined>;
  /** Newest change first; neither deleted ones. */
  abstract listOwned(filter: ListFilter): Promise<readonly Document[]>;
  /** The same for what others share with the person; shadows are left out. */
  abstract listShared(
    filter: ListFilter,
  ): Promise<readonly { readonly document: Document; readonly role: Role }[]>;

  /** Writes title, type, state, custody and times of an existing document. */
  abstract update(document: Document): Promise<void>;
}
