import type { FileFamily } from '../formats/blank-files.js';

/** What people chose for their new documents. */
export abstract class NewFilePreferences {
  abstract find(accountId: string): Promise<FileFamily | undefined>;
  abstract keep(accountId: string, family: FileFamily): Promise<void>;
  abstract remove(accountId: string): Promise<void>;
}
