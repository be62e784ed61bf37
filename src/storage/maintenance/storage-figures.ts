export interface ProviderFigures {
  readonly provider: string;
  readonly shards: number;
  /** Shards recorded here that are damaged or gone. */
  readonly missing: number;
  /** Approximate size of the whole shards. */
  readonly bytes: number;
  /** Since when every shard here was verified at least once; 0 when some never were. */
  readonly scrubbedSinceMs: number;
}

export interface ObjectAtRisk {
  readonly documentId: string;
  readonly versionId: string;
  readonly present: number;
  readonly required: number;
  readonly total: number;
}

export interface StorageTotals {
  readonly objects: number;
  /** Objects that wait for repair, those under repair included. */
  readonly queued: number;
  readonly underRepair: number;
  /** Objects that may lose no more shards. */
  readonly atRisk: number;
  /** Of those: objects with too few shards. */
  readonly unrecoverable: number;
}

/** Figures for people. Each reads whole tables: do not compute them for every request. */
export abstract class StorageFigures {
  abstract providers(): Promise<readonly ProviderFigures[]>;
  abstract totals(): Promise<StorageTotals>;
  /** Fewest whole shards first. */
  abstract atRisk(limit: number): Promise<readonly ObjectAtRisk[]>;
  /** Objects that an instance is working on now. */
  abstract claimed(): Promise<number>;
  /** All shards to verify, and how many of them were verified since. */
  abstract scrubbedSince(sinceMs: number): Promise<{ done: number; total: number }>;
}
