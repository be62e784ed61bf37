import { Logger } from '@nestjs/common';
import type { Directory } from '../../directory/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { oneSpelling } from '../accounts/passwords.js';
import type { DirectoryMemberships } from '../groups/groups.directory.js';
import { Credentials } from './credentials.js';
import type { DirectoryAccounts } from './directory-accounts.js';

/**
 * Local accounts sign in with their own password; everybody else with the directory's, which creates or updates
 * their account (`directory-accounts.ts`). Nobody of the directory can take over a local account, however their name is spelled there. In production the playground's
 * people do not count: their names may belong to people of the directory.
 */
export class DirectoryCredentials extends Credentials {
  readonly #logger = new Logger(DirectoryCredentials.name);

  constructor(
    private readonly local: Credentials,
    private readonly directory: Directory,
    private readonly accounts: AccountRepository,
    private readonly people: DirectoryAccounts,
    private readonly memberships?: DirectoryMemberships,
  ) {
    super();
  }

  async asksDirectory(username: string): Promise<boolean> {
    return (await this.#originOf(username)) !== 'local';
  }

  /**
   * @throws directory/unavailable, directory/refuses-us, directory/account-disabled and its like;
   *   access/name-of-another-person, access/name-of-local-account, access/unusable-directory-name
   */
  async verify(username: string, password: string): Promise<Account | undefined> {
    const originOfName = await this.#originOf(username);
    if (originOfName === 'local') return this.local.verify(username, password);
    const [person] = await Promise.all([
      this.#authenticate(username, password),
      // Takes as long as for a local account, so that the duration does not show which names are local. For an
      // account of the playground it throws access/known-password.
      this.local.verify(originOfName === 'nobody' ? username : '', password),
    ]);
    if (person === 'wrong-credentials') return undefined;
    const account = await this.people.keep(person).catch((error: unknown) => {
      const said = isAppError(error) ? error.code : 'failed';
      this.#logger.warn(`Sign-in of a person of the directory refused: ${said}`);
      throw error;
    });
    if (account.disabled) return undefined;
    await this.memberships?.keep(account);
    return account;
  }

  /** `nobody`: an account of the playground, in production. */
  async #originOf(username: string): Promise<'local' | 'directory' | 'nobody'> {
    if (username === '') return 'local';
    const held = await this.accounts.find(username);
    if (held === undefined || held.origin === 'directory' || held.origin === 'awaited')
      return 'directory';
    return held.origin === 'playground' && held.disabled ? 'nobody' : 'local';
  }

  /** The directory may have stored the password as typed, or prepared as RFC 4513 demands. */
  async #authenticate(username: string, password: string) {
    const person = await this.directory.authenticate(username, oneSpelling(password));
    if (person !== 'wrong-credentials' || oneSpelling(password) === password) return person;
    return this.directory.authenticate(username, password);
  }
}
