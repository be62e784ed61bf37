import type { CachedFiles, FileLink } from './cached-files.js';
import type { CallbackDelivery } from './callback-delivery.js';

/** A file whose save was refused, kept under its key until it is fetched, deleted or saved at last. */
export interface ForgottenFile {
  readonly fileType: string;
  readonly bytes: Uint8Array;
}

/** What tests set for saves to come. */
export interface SaveWishes {
  failures: number;
  failuresWritten: boolean;
  fileType: string | undefined;
  bytes: Uint8Array | undefined;
}

/** What all documents of one stand-in share. */
export interface StandInWorld {
  readonly saveDelayMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly updateVersionMs: number;
  readonly files: CachedFiles;
  readonly callbacks: CallbackDelivery;
  readonly forgotten: Map<string, ForgottenFile>;
  readonly wishes: SaveWishes;
  now(): number;
  /** A number of 0…10000, as in the folders of saved files. */
  number(): number;
  log(line: string): void;
  fetchSource(url: string): Promise<Uint8Array>;
  /** Drops what is known about a key. */
  remove(key: string): void;
}

export type { FileLink };
