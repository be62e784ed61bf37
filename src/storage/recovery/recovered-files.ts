import type { Readable } from 'node:stream';

/** Where recovered plaintext goes; nothing that is there already is ever touched. */
export abstract class RecoveredFiles {
  /** Writes the whole stream, or rejects and leaves nothing. Answers the path below the target, as written. */
  abstract write(folder: string, name: string, content: Readable): Promise<string>;

  abstract writeText(name: string, text: string): Promise<void>;
}
