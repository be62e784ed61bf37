import type { Actor } from '../platform/identity/actor.js';
import type { Document } from './document.js';
import type { PersonRights, Right } from './rights.js';

export interface AccessibleDocument extends PersonRights {
  readonly document: Document;
}

/** What a person may do now, and when they last lost a right. */
export interface StandingRights extends PersonRights {
  /** When they last lost a right: their earlier openings have ended. 0 when they never did. */
  readonly reducedAtMs: number;
}

/** The access check that every entry point uses. */
export abstract class DocumentAccess {
  /**
   * The document, if the actor may do all that is `needed` with it. No such document, a deleted one (unless
   * `withDeleted`) and no access at all are the same `documents/no-such-document` (not-found); less than
   * `needed` is `documents/not-allowed` (forbidden).
   */
  abstract require(
    actor: Actor,
    documentId: string,
    needed: Right | readonly Right[],
    options?: { withDeleted?: boolean },
  ): Promise<AccessibleDocument>;

  /** Without an access check, for callers with a capability. Deleted documents included. */
  abstract findById(documentId: string): Promise<Document | undefined>;

  /** What the person may do now; undefined without access. */
  abstract rightsOf(accountId: string, document: Document): Promise<StandingRights | undefined>;

  /** Those of these documents that are shared with one of these groups. */
  abstract sharedAmong(
    documentIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<ReadonlySet<string>>;

  /** Account ids of everybody who holds a role on it, the owner first. */
  abstract peopleOf(document: Document): Promise<readonly string[]>;
}
