import type { Role } from '../document.js';

export type SharedRole = Exclude<Role, 'owner'>;

export interface Share {
  readonly documentId: string;
  readonly username: string;
  readonly role: SharedRole;
  readonly createdAtMs: number;
}

/** Rows of shares. Every method is one statement and joins the ambient transaction. */
export abstract class DocumentShareRepository {
  abstract find(documentId: string, username: string): Promise<Share | undefined>;
  /** By username. */
  abstract list(documentId: string): Promise<readonly Share[]>;
  /** By username, of those documents that `owner` owns. */
  abstract listOfOwner(owner: string, documentIds: readonly string[]): Promise<readonly Share[]>;
  abstract insert(share: Share): Promise<void>;
  /** Whether there was one to change. */
  abstract changeRole(documentId: string, username: string, role: SharedRole): Promise<boolean>;
  /** Whether there was one to remove. */
  abstract remove(documentId: string, username: string): Promise<boolean>;
  /** Writes the document's row as it is: whoever changes it meanwhile, and does not see the new share, starts over. */
  abstract holdDocument(documentId: string): Promise<void>;
  /** Shares carry the document's time of change and title, for quick lists: takes them over from its row. */
  abstract refresh(documentId: string): Promise<void>;
}
