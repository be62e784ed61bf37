import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import { isAppError } from '../../platform/errors/app-error.js';
import {
  alreadyBound,
  invalidDirectoryId,
  invalidUsername,
  notOfDirectory,
  passwordOfDirectory,
  unknownAccount,
  usernameTaken,
} from '../access.errors.js';
import { canonicalUsername } from './account-name.js';
import { accountOf, type Account, type NewAccount } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { refuseUnusablePassword, type KnownPasswords, type Passwords } from './passwords.js';

const SID = /^S-1-\d+(?:-\d+){1,15}$/;

/** For the command line: whoever may run it on the server is its administrator. */
export class ManageAccounts {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly passwords: Passwords,
    private readonly known: KnownPasswords,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** All accounts of people, by username. */
  async list(): Promise<readonly Account[]> {
    return (await this.accounts.list()).filter(({ origin }) => origin !== 'client');
  }

  /** @throws access/invalid-username, access/unusable-password, access/known-password, access/username-taken */
  async add(input: NewAccount): Promise<Account> {
    const username = canonicalUsername(input.username);
    if (username === undefined) throw invalidUsername();
    refuseUnusablePassword(input.password);
    this.known.refuseToSet(input.password, username, input.displayName);
    const account = accountOf({ id: this.ids.next(), username }, input, this.clock.nowMs());
    const added = await this.accounts.insert(account, await this.passwords.hash(input.password));
    if (!added) throw usernameTaken(username);
    // Of somebody awaited it is the account that waited.
    return (await this.accounts.find(username)) ?? account;
  }

  /** For the playground: adds its people who have no account yet, and hashes no password twice. */
  async addMissing(people: readonly NewAccount[]): Promise<void> {
    const present = await this.accounts.findAll(people.map(({ username }) => username));
    const known = new Set(
      present.filter(({ origin }) => origin !== 'awaited').map(({ username }) => username),
    );
    const missing = people.filter(({ username }) => !known.has(username));
    await Promise.all(missing.map((person) => this.#addOfPlayground(person)));
  }

  /**
   * Binds an account of the directory to the person with that SID: for somebody who came back with another SID,
   * and for somebody whose name in the directory belonged to another person here. The account is created if
   * there is none of that name; the display name follows with the person's next sign-in.
   * @throws access/invalid-username, access/invalid-directory-id, access/not-of-directory, access/already-bound
   */
  async bind(typed: string, directoryId: string, { exchange = false } = {}): Promise<Account> {
    const username = canonicalUsername(typed);
    if (username === undefined) throw invalidUsername();
    if (!SID.test(directoryId)) throw invalidDirectoryId();
    const bound = await this.accounts.findByDirectoryId(directoryId);
    if (bound?.username === username) return bound;
    const account = await this.accounts.find(username);
    if (bound !== undefined) return this.#exchange(bound, account, directoryId, exchange);
    if (account === undefined) return this.#addOfDirectory(username, directoryId);
    if (account.origin !== 'directory') throw notOfDirectory(username);
    await this.accounts.setDirectoryId(account.id, directoryId);
    return { ...account, directoryId };
  }

  /**
   * Disabling ends every token of the account; enabling does not bring them back.
   * @throws access/unknown-account
   */
  async setDisabled(typed: string, disabled: boolean): Promise<void> {
    const { id } = await this.#named(typed);
    if (!(await this.accounts.setDisabled(id, disabled))) throw unknownAccount(typed);
  }

  /**
   * Ends every token of the account. An account of the playground becomes a local one. So does an account of the
   * directory, but only with `leaveDirectory`.
   * @throws access/unknown-account, access/unusable-password, access/known-password, access/password-of-directory
   */
  async setPassword(
    typed: string,
    password: string,
    { leaveDirectory = false } = {},
  ): Promise<void> {
    refuseUnusablePassword(password);
    const { id, username, origin, displayName } = await this.#named(typed);
    if (origin === 'directory' && !leaveDirectory) throw passwordOfDirectory(username);
    this.known.refuseToSet(password, username, displayName);
    const hash = await this.passwords.hash(password);
    if (!(await this.accounts.setPasswordHash(id, hash))) throw unknownAccount(typed);
  }

  /** Whom the two accounts belong to: the one that the person had so far goes to whoever had the other one. */
  async #exchange(
    bound: Account,
    account: Account | undefined,
    directoryId: string,
    isWanted: boolean,
  ): Promise<Account> {
    const former = account?.origin === 'directory' ? account.directoryId : null;
    if (!isWanted || account === undefined || former === null)
      throw alreadyBound(directoryId, bound.username);
    await this.accounts.setDirectoryId(account.id, directoryId);
    await this.accounts.setDirectoryId(bound.id, former);
    return { ...account, directoryId };
  }

  async #named(typed: string): Promise<Account> {
    const username = canonicalUsername(typed);
    const account = username === undefined ? undefined : await this.accounts.find(username);
    // Applications are changed with `kontor client`.
    if (account === undefined || account.origin === 'client') throw unknownAccount(typed);
    return account;
  }

  /** Another instance that starts at the same moment adds the same people. */
  async #addOfPlayground(person: NewAccount): Promise<void> {
    try {
      await this.add({ ...person, origin: 'playground' });
    } catch (error) {
      if (!isAppError(error, 'access/username-taken')) throw error;
    }
  }

  async #addOfDirectory(username: string, directoryId: string): Promise<Account> {
    const facts = {
      username,
      displayName: username,
      sid: directoryId,
      mail: null,
      directoryId,
      directoryGuid: null,
    };
    const account = await this.accounts.keepFromDirectory(facts, {
      id: this.ids.next(),
      nowMs: this.clock.nowMs(),
    });
    if (typeof account === 'string') throw notOfDirectory(username);
    return account;
  }
}
