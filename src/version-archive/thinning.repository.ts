export interface ThinningTotals {
  readonly removed: number;
  readonly freedBytes: number;
  /** When the last pass ended; 0 for never. */
  readonly passedAtMs: number;
}

export interface GroupWithSteps {
  readonly groupId: string;
  readonly documentId: string;
}

/** Rows that thinning reads and removes. Every method joins the ambient transaction. */
export abstract class ThinningRepository {
  /** Groups with archived force-saves that were made before `beforeMs`, by id, those after `after` only. */
  abstract groupsWithSteps(
    after: string,
    query: { readonly beforeMs: number; readonly limit: number },
  ): Promise<readonly GroupWithSteps[]>;
  /** Changes the group's row: a save that is committed at the same time loses or wins, but never interleaves. */
  abstract lock(groupId: string): Promise<void>;
  /** The deliveries of a version that goes become those of the other one: delivered again, they are `repeated`. */
  abstract passReceiptsOn(versionId: string, toVersionId: string): Promise<void>;

  abstract addRemoved(removed: number, freedBytes: number): Promise<void>;
  /** Where the next pass begins: after this group. */
  abstract cursor(): Promise<string>;
  abstract passed(cursor: string): Promise<void>;
  abstract totals(): Promise<ThinningTotals>;
}
