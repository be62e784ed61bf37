import type { DirectoryPerson, DirectoryPicture } from './directory-person.js';

/** `id` as of a person: the SID, else `entryUUID:…`. */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string;
}

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

  /** People each of whose `words` begins a word of their name, mail address or department; switched off or not. */
  abstract search(words: readonly string[], limit: number): Promise<readonly DirectoryPerson[]>;

  /** The photo of the person with that id, switched off or not. Undefined where there is none, or no image. */
  abstract pictureOf(id: string): Promise<DirectoryPicture | undefined>;

  /** The groups of the person with that id, those within which their groups are too. Without groups of the machine. */
  abstract groupsOf(id: string): Promise<readonly DirectoryGroup[]>;

  /** Groups whose name starts with that text, or has a word that does. */
  abstract searchGroups(text: string, limit: number): Promise<readonly DirectoryGroup[]>;

  /** The ids of the people in that group, those of groups in it too; however many there are. */
  abstract membersOf(groupId: string): Promise<readonly string[]>;

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

  async search(): Promise<readonly []> {
    return [];
  }

  async pictureOf(): Promise<undefined> {
    return undefined;
  }

  async groupsOf(): Promise<readonly []> {
    return [];
  }

  async searchGroups(): Promise<readonly []> {
    return [];
  }

  async membersOf(): Promise<readonly []> {
    return [];
  }

  async check(): Promise<void> {
    return undefined;
  }
}
