import type { DirectoryPerson } from './directory-person.js';

/**
 * The organisation's directory of people. Every method throws `directory/unavailable` when it does not
 * answer and `directory/refuses-us` when it answers but not to us, both of kind `unavailable`.
 */
export abstract class Directory {
  /**
   * Whose name and password these are. An empty password is always wrong.
   * @throws directory/account-disabled and its like (kind `unauthenticated`): known, but not let in;
   *   directory/ambiguous-username
   */
  abstract authenticate(
    username: string,
    password: string,
  ): Promise<DirectoryPerson | 'wrong-credentials'>;

  /**
   * The person of that name, switched off or not.
   * @throws directory/ambiguous-username
   */
  abstract find(username: string): Promise<DirectoryPerson | undefined>;

  /**
   * The person with that `DirectoryPerson.id`, whatever their name is now; switched off or not. Undefined also
   * for somebody whom LDAP_USER_FILTER does not let in any more.
   * @throws directory/ambiguous-username
   */
  abstract findById(id: string): Promise<DirectoryPerson | undefined>;

  /** Resolves when the directory answers us. */
  abstract check(): Promise<void>;
}

/** Without LDAP_URL: knows nobody. */
export class NoDirectory extends Directory {
  async authenticate(): Promise<'wrong-credentials'> {
    return 'wrong-credentials';
  }

  async find(): Promise<undefined> {
    return undefined;
  }

  async findById(): Promise<undefined> {
    return undefined;
  }

  async check(): Promise<void> {
    return undefined;
  }
}
