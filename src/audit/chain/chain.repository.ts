import type { ChainedEntry } from '../entry.js';
import type { Head, Seal } from './chain.js';

export interface Snapshot {
  /** Undefined when the stored line is not one that this installation signed. */
  readonly head: Head | undefined;
  /** Of the last row there is; more than the head's when somebody inserted one. */
  readonly lastPosition: number;
  /** Oldest first: one a day. */
  readonly seals: readonly StoredSeal[];
}

export interface StoredSeal {
  readonly number: number;
  readonly toPosition: number;
  readonly sealedAtMs: number;
  readonly line: string;
  /** Undefined when the line is not one that this installation signed. */
  readonly seal: Seal | undefined;
}

/** Rows of the chain. */
export abstract class ChainRepository {
  /** Chains everything that is committed now. Resolves with how many entries that were. */
  abstract link(stop?: AbortSignal): Promise<number>;

  /** All as of one moment. */
  abstract snapshot(): Promise<Snapshot>;

  /** Undefined when the stored line is not one that this installation signed. */
  abstract head(): Promise<Head | undefined>;

  /** Entries after that position, in order. */
  abstract entriesAfter(position: number, limit: number): Promise<readonly ChainedEntry[]>;

  /** Of what waits to be chained: ids of those that no instance of this installation wrote. At most `limit` are looked at. */
  abstract forgedWaiting(limit: number): Promise<readonly string[]>;

  abstract countWaiting(): Promise<number>;
}
