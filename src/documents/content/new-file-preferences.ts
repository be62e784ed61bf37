import type { FileFamily } from '../formats/blank-files.js';

/** What people chose for their new documents. */
export abstract class NewFilePreferences {
  abstract find(username: string): Promise<FileFamily | undefined>;
  abstract keep(username: string, family: FileFamily): Promise<void>;
  abstract remove(username: string): Promise<void>;
}
