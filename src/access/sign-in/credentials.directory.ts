import { Logger } from '@nestjs/common';
import type { Directory, DirectoryPerson } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import {
  nameOfAnotherPerson,
  nameOfLocalAccount,
  unusableDirectoryName,
} from '../access.errors.js';
import { canonicalUsername, type Account, type DirectoryFacts } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { oneSpelling } from '../accounts/passwords.js';
import { Credentials } from './credentials.js';

/**
 * Local accounts sign in with their own password; everybody else with the directory's, which creates or updates
 * their account. The person's id in the directory decides whose account it is, never their name: somebody who gets
 * the name of another person gets none of their documents, and a renamed person keeps their account. Nobody of the
 * directory can take over a local account, however their name is spelled there. In production the playground's
 * people do not count: their names may belong to people of the directory.
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
    return person === 'wrong-credentials' ? undefined : this.#accountOf(person);
  }

  /** `nobody`: an account of the playground, in production. */
  async #originOf(username: string): Promise<'local' | 'directory' | 'nobody'> {
    if (username === '') return 'local';
    const held = await this.accounts.find(username);
    if (held === undefined || held.origin === 'directory') return 'directory';
    return held.origin === 'playground' && held.disabled ? 'nobody' : 'local';
  }

  /** The directory may have stored the password as typed, or prepared as RFC 4513 demands. */
  async #authenticate(username: string, password: string) {
    const person = await this.directory.authenticate(username, oneSpelling(password));
    if (person !== 'wrong-credentials' || oneSpelling(password) === password) return person;
    return this.directory.authenticate(username, password);
  }

  async #accountOf(person: DirectoryPerson): Promise<Account | undefined> {
    const { id = null, displayName, sid = null, mail = null } = person;
    const facts = { displayName, sid, mail, directoryId: id };
    const account = await this.#keep(person.username, facts);
    return account.disabled ? undefined : account;
  }

  async #keep(name: string, facts: Omit<DirectoryFacts, 'username'>): Promise<Account> {
    const { directoryId } = facts;
    const bound =
      directoryId === null ? undefined : await this.accounts.findByDirectoryId(directoryId);
    const username = canonicalUsername(name) ?? bound?.username;
    if (username === undefined) {
      this.#logger.warn(
        'Sign-in refused: the username in the directory has characters that are not allowed here',
      );
      throw unusableDirectoryName(directoryId);
    }
    const kept = await this.accounts.keepFromDirectory(
      { username, ...facts },
      { id: username, nowMs: this.clock.nowMs() },
    );
    if (typeof kept !== 'string') return kept;
    this.#logger.warn(
      `Sign-in of "${username}" of the directory refused: the name is taken ${kept}`,
    );
    const refused = kept === 'by-local-account' ? nameOfLocalAccount : nameOfAnotherPerson;
    throw refused(username, directoryId);
  }
}
