import type { Actor } from '../platform/identity/actor.js';
import type { Document, Role } from './document.js';

export interface AccessibleDocument {
  readonly document: Document;
  readonly role: Role;
}

/** The access check that every entry point uses. */
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

  /** Without an access check, for callers with a capability. Deleted documents included. */
  abstract findById(documentId: string): Promise<Document | undefined>;

  /** The person's current role; undefined without access. */
  abstract roleOf(username: string, document: Document): Promise<Role | undefined>;
}
