import type { CachedFiles } from './cached-files.js';
import type { CallbackBody } from './document-server-options.js';

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
  /** So many deletions of forgotten files fail. */
  undeletable: number;
  /** So many openings of keys that are new fail in the converter. */
  unopenable: number;
}

export interface Delivered {
  readonly success: boolean;
  /** Worth a repetition: nobody answered, or the answer was 429 or 5xx. */
  readonly transient: boolean;
}

export interface CallbackPost {
  send(url: string, body: CallbackBody, attempt?: number): Promise<Delivered>;
}

/** What all documents of one simulator share. */
export interface SimulatorContext {
  readonly saveDelayMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly updateVersionMs: number;
  readonly files: CachedFiles;
  readonly callbacks: CallbackPost;
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
