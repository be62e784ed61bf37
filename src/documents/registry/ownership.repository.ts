import type { Custody } from '../../platform/identity/people.js';
import type { Document } from '../document.js';

export interface OwnedFilter {
  /** Only these. */
  readonly among?: readonly string[] | undefined;
  readonly custody?: Custody;
  /** Only those with an id that comes later. */
  readonly after?: string | undefined;
}

/** Whose documents are whose, also deleted ones and those that wait for a template. Joins the ambient transaction. */
export abstract class OwnershipRepository {
  /** By id, at most `limit`. */
  abstract ownedBy(
    accountId: string,
    filter: OwnedFilter,
    limit: number,
  ): Promise<readonly Document[]>;

  /** With how many people and groups each is shared; without those that are shared with nobody. */
  abstract shareCounts(documentIds: readonly string[]): Promise<ReadonlyMap<string, number>>;

  abstract count(accountId: string, filter: OwnedFilter): Promise<number>;

  /**
   * Gives those of these documents that are still `from`'s to `to`, and removes the shares that `to` had of them; one that
   * was given away since it was read is left as it is. The time of the last change stays: nothing in them changed.
   * Returns their ids.
   */
  abstract give(
    documents: readonly Pick<Document, 'id' | 'ownerChanges'>[],
    from: string,
    to: string,
  ): Promise<readonly string[]>;

  /** Those of these documents that this person has checked out or locked. */
  abstract heldBy(accountId: string, documentIds: readonly string[]): Promise<readonly string[]>;
}
