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
import { Credentials } from './credentials.js';
import { oneSpelling } from '../accounts/password-spelling.js';

/**
 * Accounts with a password of ours sign in with it, as ever; everybody else with the directory's, which
 * makes or refreshes their account. Whose account it is, the directory's id for the person decides, never
 * their name: a name that is given to somebody else opens nothing of the one before, and who is renamed
 * keeps their account. A name of ours is never the directory's to give away, however somebody spells it there.
 * The playground's people are nobody's in production: their names may be somebody's of the directory.
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
    return (await this.#whose(username)) !== 'ours';
  }

  /**
   * @throws directory/unavailable, directory/refuses-us, directory/account-disabled and its like;
   *   access/name-of-another-person, access/name-of-local-account, access/unusable-directory-name
   */
  async verify(username: string, password: string): Promise<Account | undefined> {
    const whose = await this.#whose(username);
    if (whose === 'ours') return this.local.verify(username, password);
    const [person] = await Promise.all([
      this.#authenticate(username, password),
      // Finds nobody, and takes its time: how long an answer took shall not tell which names are ours.
      // Or it says that everybody knows this password.
      this.local.verify(whose === 'nobody' ? username : '', password),
    ]);
    return person === 'wrong-credentials' ? undefined : this.#accountOf(person);
  }

  /** `nobody`: of the playground, in production. */
  async #whose(username: string): Promise<'ours' | 'directory' | 'nobody'> {
    if (username === '') return 'ours';
    const held = await this.accounts.find(username);
    if (held === undefined || held.origin === 'directory') return 'directory';
    return held.origin === 'playground' && held.disabled ? 'nobody' : 'ours';
  }

  /** The directory may hold what was typed, or what RFC 4513 wants of it. */
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
      this.#logger.warn('somebody of the directory has a username that cannot be one here');
      throw unusableDirectoryName(directoryId);
    }
    const kept = await this.accounts.keepFromDirectory({ username, ...facts }, this.clock.nowMs());
    if (typeof kept !== 'string') return kept;
    this.#logger.warn(`"${username}" of the directory cannot sign in: the name is taken ${kept}`);
    const refused = kept === 'by-local-account' ? nameOfLocalAccount : nameOfAnotherPerson;
    throw refused(username, directoryId);
  }
}
