export interface ProviderFigures {
  readonly provider: string;
  readonly shards: number;
  /** Recorded here, and not whole or not there. */
  readonly missing: number;
  /** Of the shards that are whole, nearly. */
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
  /** Objects that wait for repair, and those that somebody repairs now. */
  readonly queued: number;
  readonly underRepair: number;
  /** Objects with no more whole shards than they need. */
  readonly atRisk: number;
  /** Of those: with fewer. */
  readonly unrecoverable: number;
}

/** Numbers for people. They count over whole tables: ask now and then, not for each request. */
export abstract class StorageFigures {
  abstract providers(): Promise<readonly ProviderFigures[]>;
  abstract totals(): Promise<StorageTotals>;
  /** Fewest whole shards first. */
  abstract atRisk(limit: number): Promise<readonly ObjectAtRisk[]>;
  /** Objects that some instance works on at this moment. */
  abstract claimed(): Promise<number>;
  /** Shards that are to be verified, and how many of them were since. */
  abstract scrubbedSince(sinceMs: number): Promise<{ done: number; total: number }>;
}
