import type { Account } from '../accounts/account.js';

/**
 * Who decides whether a password is right: the accounts' own hashes, or the directory.
 * Must take the same time for an unknown name as for a wrong password.
 */
export abstract class Credentials {
  /** Whether the directory has to be asked about that name. Who waits for it shall keep nobody else waiting. */
  abstract asksDirectory(username: string): Promise<boolean>;

  /**
   * The enabled account these belong to, else undefined. `username` is canonical, or empty for a name that
   * cannot be one. Throws errors of kind `unauthenticated` where the person may know why they are refused.
   */
  abstract verify(username: string, password: string): Promise<Account | undefined>;
}
