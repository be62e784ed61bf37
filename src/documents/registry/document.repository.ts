import type { AccessibleDocument } from '../document-access.js';
import type { Document, SharedRole } from '../document.js';
import type { ShareSwitches } from '../rights.js';

export interface ListPosition {
  readonly updatedAtMs: number;
  readonly id: string;
}

export interface ListFilter {
  readonly accountId: string;
  /** Part of the title. Not case-sensitive; no character has a special meaning. */
  readonly search: string | undefined;
  /** The only documents whose title can match, when that is known: see `fewTitled`. */
  readonly among: readonly string[] | undefined;
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
  /**
   * Ids of all documents whose title may contain this, whoever's they are and deleted ones included. Undefined when
   * that is not known: for one or two letters, and when there are hundreds.
   */
  abstract fewTitled(part: string): Promise<readonly string[] | undefined>;
  /** Last changed first, without deleted ones. */
  abstract listOwned(filter: ListFilter): Promise<readonly Document[]>;
  /** The same for documents shared with the person, without shadow documents. */
  abstract listShared(filter: ListFilter): Promise<readonly AccessibleDocument[]>;

  /** Writes title, type, state, custody and times of an existing document. */
  abstract update(document: Document): Promise<void>;
  /** Moves an active document of that format to the top of lists; undefined when it is neither or unknown. */
  abstract touch(id: string, fileType: string, nowMs: number): Promise<Document | undefined>;
}

export interface Share {
  readonly documentId: string;
  readonly accountId: string;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  readonly createdAtMs: number;
  /** When they last lost a right; 0 when they never did. */
  readonly reducedAtMs: number;
}

/** Rows of shares. Every method is one statement and joins the ambient transaction. */
export abstract class DocumentShareRepository {
  abstract find(documentId: string, accountId: string): Promise<Share | undefined>;
  /** By accountId. */
  abstract list(documentId: string): Promise<readonly Share[]>;
  /** By accountId, of those documents that `owner` owns. */
  abstract listOfOwner(owner: string, documentIds: readonly string[]): Promise<readonly Share[]>;
  /** Private documents that are shared with that person; at most `limit`. */
  abstract privateOf(accountId: string, limit: number): Promise<readonly string[]>;
  abstract insert(share: Share): Promise<void>;
  /** Writes role, switches and the time of the last reduction. False when there is none. */
  abstract change(share: Share): Promise<boolean>;
  /** False when there is none. */
  abstract remove(documentId: string, accountId: string): Promise<boolean>;
  /**
   * Locks the document's row by writing it unchanged: a concurrent change of the document, which does not see a new
   * share, is repeated.
   */
  abstract lockRow(documentId: string): Promise<void>;
  /** Shares repeat the document's time of change and title, for fast lists. Copies both from the document's row. */
  abstract refresh(documentId: string): Promise<void>;
}
