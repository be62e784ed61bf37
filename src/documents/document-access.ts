import type { Actor } from '../platform/identity/actor.js';
import type { Document, Role } from './document.js';

export interface AccessibleDocument {
  readonly document: Document;
  readonly role: Role;
}

/** The one answer to "may this person?", used by every way in. */
export abstract class DocumentAccess {
  /**
   * The document, if the actor holds at least `needed` on it. No such document, a deleted one (unless
   * `withDeleted`) and no access at all are the same `documents/no-such-document` (not-found); a lesser role
   * is `documents/not-allowed` (forbidden).
   */
  abstract require(
    actor: Actor,
    documentId: string,
    needed: Role,
    options?: { withDeleted?: boolean },
  ): Promise<AccessibleDocument>;

  /** For callers whose right comes from a capability instead of a person. Deleted ones included. */
  abstract findById(documentId: string): Promise<Document | undefined>;

  /** The role one person holds now; undefined when none (any more). */
  abstract roleOf(username: string, document: Document): Promise<Role | undefined>;
}
