export interface StoredSetting {
  /** Undefined: the initial value. */
  readonly value: unknown;
  /** A new one with each change, also of two within a millisecond. */
  readonly changedAtMs: number;
  /** An account's id; null: on the command line, or before this was kept. */
  readonly changedBy: string | null;
}

/** What administrators set, common to all instances. Implemented by `administration`. */
export abstract class StoredSettings {
  abstract all(): Promise<ReadonlyMap<string, StoredSetting>>;

  /** Not of this instance's copy: what every instance sees at this moment. */
  abstract find(name: string): Promise<StoredSetting | undefined>;

  /** Brings the copy of this instance up to date (`LiveSettings`). */
  abstract refresh(): Promise<void>;

  /** `undefined` restores the initial value. Each change has its entry in the audit log. In effect here at once. */
  abstract change(changes: ReadonlyMap<string, unknown>, by: string | null): Promise<void>;
}
