import type { Account } from './account.js';

/**
 * Who decides whether a password is right: the accounts' own hashes today; a directory is another adapter.
 * Must take the same time for an unknown name as for a wrong password.
 */
export abstract class Credentials {
  /** The enabled account these belong to, else undefined. `username` is canonical. */
  abstract verify(username: string, password: string): Promise<Account | undefined>;
}
