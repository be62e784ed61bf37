/**
 * The calls to a lane's thread, and their answers. Both sides are one process, so this is no format and may change
 * with the code. Paths are keys below the directory's root; `part` is a name in its folder `.tmp`; `file` is a
 * file descriptor, which belongs to the process and outlives the thread that opened it.
 */
export interface LaneCalls {
  /** Makes the folder for parts, and lists it. */
  parts: { asked: object; answer: readonly { name: string; modifiedAtMs: number }[] };
  dropParts: { asked: { names: readonly string[] }; answer: undefined };
  /** Returns as soon as the directory answers at all. */
  look: { asked: object; answer: undefined };
  /** Whether the directory exists. */
  isFolder: { asked: object; answer: boolean };
  /** Writes bytes of a part, which is made with the first ones. */
  write: { asked: PartOfShard; answer: { file: number } };
  /** Writes the last bytes, syncs, renames the part to its key, syncs the folders that gained an entry. */
  commit: {
    asked: PartOfShard & { isRenamed: boolean };
    answer: { unsynced: Unsynced | undefined };
  };
  /** Removes a shard that was given up: the part, or the shard when `isRenamed`. */
  discard: {
    asked: Omit<PartOfShard, 'pieces' | 'at'> & { isRenamed: boolean };
    answer: undefined;
  };
  /** The last bytes of a shard, all of it when it is small; `file` only when there is more to read. */
  open: { asked: { key: string }; answer: OpenedShard };
  /** Fills `into`, which is shared memory, one after the other. Returns how many bytes there were, and their SHA-256. */
  fill: {
    asked: { file: number; at: number; into: readonly Uint8Array[]; isHashed: boolean };
    answer: { length: number; hashes?: readonly Uint8Array[] };
  };
  /** Returns the bytes, fewer at the end of the file. */
  read: {
    asked: { file: number; at: number; length: number };
    answer: { bytes: Uint8Array };
  };
  close: { asked: { file: number }; answer: undefined };
  remove: { asked: { key: string }; answer: undefined };
  /** A page of the keys below a prefix; `walk` continues the listing, undefined at the end. */
  list: {
    asked: { prefix: string } | { walk: number };
    answer: { keys: string[]; walk: number | undefined };
  };
  endList: { asked: { walk: number }; answer: undefined };
}

export type LaneCall = keyof LaneCalls;
export type Asked<C extends LaneCall> = LaneCalls[C]['asked'];
export type Answer<C extends LaneCall> = LaneCalls[C]['answer'];

export interface PartOfShard {
  readonly part: string;
  readonly key: string;
  /** Undefined until the part is made. */
  readonly file: number | undefined;
  /** One after the other. */
  readonly pieces: readonly Uint8Array[];
  /** Where in the part they belong. */
  readonly at: number;
}

export interface OpenedShard {
  readonly size: number;
  readonly tail: Uint8Array;
  readonly file: number | undefined;
}

/** What the file system refuses to sync, and with which code. */
export interface Unsynced {
  readonly what: 'folders' | 'files';
  readonly code: string;
}

/** What a thread is started with. */
export interface LaneStart {
  readonly root: string;
  /** Calls up to this number were given up. */
  readonly givenUp: Int32Array;
}

export interface LaneRequest {
  readonly id: number;
  readonly call: LaneCall;
  readonly asked: unknown;
}

export interface LaneAnswer {
  readonly id: number;
  readonly workedMs: number;
  readonly answer?: unknown;
  readonly failure?: LaneFailure;
}

/** A system error, and what the call left behind: an open part, or one already renamed. */
export interface LaneFailure {
  /** `NOT_THERE`: the directory answers, and has no such shard. */
  readonly code: string;
  readonly message: string;
  readonly file?: number;
  readonly isRenamed?: boolean;
}
