import { Logger } from '@nestjs/common';
import type { Directory, DirectoryPerson } from '../directory/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { canonicalUsername, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { Credentials } from './credentials.js';

/**
 * Accounts with a password of ours sign in with it, as ever; everybody else with the directory's, which
 * makes or refreshes their account. A name of ours is never the directory's to give away, however
 * somebody spells it there.
 */
export class DirectoryCredentials extends Credentials {
  readonly #logger = new Logger(DirectoryCredentials.name);

  constructor(
    private readonly local: Credentials,
    private readonly directory: Directory,
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** @throws directory/unavailable, directory/refuses-us, directory/account-disabled and its like */
  async verify(username: string, password: string): Promise<Account | undefined> {
    const ours = username === '' || (await this.accounts.passwordHashOf(username)) !== undefined;
    if (ours) return this.local.verify(username, password);
    const [person] = await Promise.all([
      this.directory.authenticate(username, password),
      // Finds nobody, and takes its time: how long an answer took shall not tell which names are ours.
      this.local.verify('', password),
    ]);
    return person === 'wrong-credentials' ? undefined : this.#accountOf(person);
  }

  async #accountOf(person: DirectoryPerson): Promise<Account | undefined> {
    const username = canonicalUsername(person.username);
    if (username === undefined) {
      this.#logger.warn('somebody of the directory has a username that cannot be one here');
      return undefined;
    }
    const { displayName, sid = null, mail = null } = person;
    const known = { username, displayName, sid, mail };
    const account = await this.accounts.keepFromDirectory(known, this.clock.nowMs());
    if (account === undefined) {
      this.#logger.warn(
        `"${username}" of the directory cannot sign in: a local account has the name`,
      );
    }
    return account?.disabled === false ? account : undefined;
  }
}
