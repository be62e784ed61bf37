import type { SharedRole } from '../document.js';
import type { PersonRights, Right, ShareSwitches } from '../rights.js';

export interface GroupShare {
  readonly documentId: string;
  readonly groupId: string;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  readonly createdAtMs: number;
}

/** Rows of shares with groups. Every method joins the ambient transaction. */
export abstract class GroupShareRepository {
  abstract find(documentId: string, groupId: string): Promise<GroupShare | undefined>;
  /** By groupId. */
  abstract list(documentId: string): Promise<readonly GroupShare[]>;
  /** Of those documents that `owner` owns. */
  abstract listOfOwner(
    owner: string,
    documentIds: readonly string[],
  ): Promise<readonly GroupShare[]>;
  /** Adds it, or writes its role and switches. */
  abstract put(share: GroupShare): Promise<void>;
  /** False when there is none. */
  abstract remove(documentId: string, groupId: string): Promise<boolean>;
  /** Those of these documents that are shared with one of these groups. */
  abstract sharedAmong(
    documentIds: readonly string[],
    groupIds: readonly string[],
  ): Promise<ReadonlySet<string>>;
  /** Private documents that are shared with one of these groups; by default all of them. */
  abstract privateOf(groupIds: readonly string[], limit?: number): Promise<readonly string[]>;
}

/** What somebody could do until then. */
export interface Loss {
  readonly may: ReadonlySet<Right>;
  readonly atMs: number;
}

/** What a person holds of a document, from each source: their own share, and those of their groups. */
export abstract class HeldRights {
  /** One statement. Empty without any share. */
  abstract of(documentId: string, accountId: string): Promise<readonly PersonRights[]>;

  /** What shares and memberships gave that have been reduced or have ended. */
  abstract lostBy(documentId: string, accountId: string): Promise<readonly Loss[]>;

  /** A share of that person or group gave this, and gives less from now on. */
  abstract recordLoss(documentId: string, holder: string, loss: Loss): Promise<void>;
}
