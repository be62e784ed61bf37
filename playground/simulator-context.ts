import type { CachedFiles } from './cached-files.js';
import type { CallbackDelivery } from './callback-delivery.js';

/** A file whose save was rejected, stored under its key until it is deleted or a later save succeeds. */
export interface ForgottenFile {
  readonly fileType: string;
  readonly bytes: Uint8Array;
  /** Left out of the list of forgotten files, so that nobody fetches it; an editor finds it all the same. */
  readonly isUnlisted?: boolean;
}

/** Faults and overrides that tests inject. The numbers count the operations that are still to fail. */
export interface InjectedFaults {
  /** Saves that fail in the converter. */
  conversions: number;
  /** Whether such a save writes a file all the same. */
  conversionsWriteFile: boolean;
  /** Orders to the conversion service, and the number that it answers them with. */
  orders: number;
  orderError: number;
  /** How long the answers to commands take. */
  commandDelayMs: number;
  /** Deletions of forgotten files. */
  deletions: number;
  /** Openings of keys that are not open yet. */
  openings: number;
  /** Format of the next saved file. */
  fileType: string | undefined;
  /** Content of the next saved file. */
  bytes: Uint8Array | undefined;
}

export const noFaults = (): InjectedFaults => ({
  conversions: 0,
  conversionsWriteFile: false,
  orders: 0,
  orderError: -1,
  commandDelayMs: 0,
  deletions: 0,
  openings: 0,
  fileType: undefined,
  bytes: undefined,
});

/** When things happen; `DocumentServerOptions` describes the delays. */
export interface Timing {
  readonly saveDelayMs: number;
  readonly retryDelaysMs: readonly number[];
  readonly updateVersionMs: number;
  now(): number;
}

/** What all documents of one simulator share. */
export interface SimulatorContext {
  readonly timing: Timing;
  readonly files: CachedFiles;
  readonly forgotten: Map<string, ForgottenFile>;
  readonly callbacks: CallbackDelivery;
  readonly faults: InjectedFaults;
  fetchSource(url: string): Promise<Uint8Array>;
  log(line: string): void;
}
