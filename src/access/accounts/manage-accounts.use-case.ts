import type { AuditAction, AuditDetail, AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
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
import { passwordElsewhere } from '../second-factor.errors.js';
import { canonicalUsername } from './account-name.js';
import { refuseMail } from './account-mail.js';
import { accountOf, type Account, type NewAccount } from './account.js';
import type { AccountRepository } from './account.repository.js';
import { accountNamed, type NamedAccount } from './named-account.js';
import { refuseUnusablePassword, type KnownPasswords, type Passwords } from './passwords.js';

const SID = /^S-1-\d+(?:-\d+){1,15}$/;

export interface ManageAccountsParts {
  readonly accounts: AccountRepository;
  readonly passwords: Passwords;
  readonly known: KnownPasswords;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly database: Database;
  readonly audit: AuditLog;
}

/** For the command line: whoever may run it on the server is its administrator. */
export class ManageAccounts {
  constructor(private readonly parts: ManageAccountsParts) {}

  /** All accounts of people, by username. */
  async list(): Promise<readonly Account[]> {
    return (await this.parts.accounts.list()).filter(({ origin }) => origin !== 'client');
  }

  /** @throws access/invalid-username, access/unusable-password, access/known-password, access/username-taken */
  async add(input: NewAccount): Promise<Account> {
    const username = canonicalUsername(input.username);
    if (username === undefined) throw invalidUsername();
    refuseUnusablePassword(input.password);
    const { accounts, passwords, known, ids, clock } = this.parts;
    known.refuseToSet(input.password, username, input.displayName);
    const account = accountOf({ id: ids.next(), username }, input, clock.nowMs());
    const hash =
      input.origin === 'playground'
        ? await passwords.hashKnown(input.password)
        : await passwords.hash(input.password);
    return this.parts.database.inTransaction(async () => {
      if (!(await accounts.insert(account, hash))) throw usernameTaken(username);
      // Of somebody awaited it is the account that waited.
      const added = (await accounts.find(username)) ?? account;
      // The playground adds its people at each first start, by no order of anybody.
      if (added.origin !== 'playground')
        await this.#record('account.changed', added.id, { what: 'added', admin: added.isAdmin });
      return added;
    });
  }

  /** For the playground: adds its people who have no account yet, and hashes no password twice. */
  async addMissing(people: readonly NewAccount[]): Promise<void> {
    const present = await this.parts.accounts.findAll(people.map(({ username }) => username));
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
   * @throws access/invalid-username, access/invalid-directory-id, access/not-of-directory, access/already-bound,
   *   access/unknown-account
   */
  async bind(
    named: NamedAccount,
    directoryId: string,
    { exchange = false } = {},
  ): Promise<Account> {
    const name = typeof named === 'string' ? named : (await this.#named(named)).username;
    const username = canonicalUsername(name);
    if (username === undefined) throw invalidUsername();
    if (!SID.test(directoryId)) throw invalidDirectoryId();
    const bound = await this.parts.accounts.findByDirectoryId(directoryId);
    if (bound?.username === username) return bound;
    const account = await this.parts.accounts.find(username);
    if (bound !== undefined) return this.#exchange(bound, account, directoryId, exchange);
    if (account === undefined) return this.#addOfDirectory(username, directoryId);
    if (account.origin !== 'directory') throw notOfDirectory(username);
    await this.#setDirectoryIds([account, directoryId]);
    return { ...account, directoryId };
  }

  /**
   * Disabling ends every token of the account; enabling does not bring them back.
   * @throws access/unknown-account
   */
  async setDisabled(named: NamedAccount, disabled: boolean): Promise<void> {
    const { id } = await this.#named(named);
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.accounts.setDisabled(id, disabled))) throw unknownAccount(named);
      await this.#record(disabled ? 'account.disabled' : 'account.enabled', id);
    });
  }

  /**
   * Applies from the person's next request on.
   * @throws access/unknown-account
   */
  async setAdmin(named: NamedAccount, isAdmin: boolean): Promise<void> {
    const { id } = await this.#named(named);
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.accounts.setAdmin(id, isAdmin))) throw unknownAccount(named);
      await this.#record('account.changed', id, { what: 'administrator', to: isAdmin });
    });
  }

  /**
   * The address of an account of this server; null removes it.
   * @throws access/unknown-account, access/unusable-mail, access/mail-from-elsewhere
   */
  async setMail(named: NamedAccount, mail: string | null): Promise<void> {
    const account = await this.#named(named);
    refuseMail(account, mail);
    const { id } = account;
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.accounts.setMail(id, mail))) throw unknownAccount(named);
      await this.#record('account.changed', id, { what: 'mail' });
    });
  }

  /**
   * Ends every token of the account. An account of the playground becomes a local one. So does an account of the
   * directory, but only with `leaveDirectory`.
   * @throws access/unknown-account, access/unusable-password, access/known-password, access/password-of-directory,
   *   access/password-elsewhere
   */
  async setPassword(
    named: NamedAccount,
    password: string,
    { leaveDirectory = false } = {},
  ): Promise<void> {
    refuseUnusablePassword(password);
    const { id, username, origin, displayName } = await this.#named(named);
    if (origin === 'directory' && !leaveDirectory) throw passwordOfDirectory(username);
    if (origin === 'openid') throw passwordElsewhere();
    this.parts.known.refuseToSet(password, username, displayName);
    const hash = await this.parts.passwords.hash(password);
    await this.parts.database.inTransaction(async () => {
      if (!(await this.parts.accounts.setPasswordHash(id, hash))) throw unknownAccount(named);
      await this.#record('account.changed', id, { what: 'password' });
    });
  }

  #record(action: AuditAction, id: string, detail?: AuditDetail): Promise<void> {
    const object = { type: 'account', id } as const;
    const from = { from: 'command-line' };
    return this.parts.audit.record({ action, actor: null, object, detail: { ...detail, ...from } });
  }

  /** Each account to the person with the SID beside it. */
  async #setDirectoryIds(...owners: readonly (readonly [Account, string])[]): Promise<void> {
    await this.parts.database.inTransaction(async () => {
      for (const [{ id }, sid] of owners) {
        await this.parts.accounts.setDirectoryId(id, sid);
        await this.#record('account.changed', id, { what: 'bound', sid });
      }
    });
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
    await this.#setDirectoryIds([account, directoryId], [bound, former]);
    return { ...account, directoryId };
  }

  async #named(named: NamedAccount): Promise<Account> {
    const account = await accountNamed(this.parts.accounts, named);
    // Applications are changed with `kontor client`.
    if (account === undefined || account.origin === 'client') throw unknownAccount(named);
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
    const account = await this.parts.accounts.keepFromDirectory(facts, {
      id: this.parts.ids.next(),
      nowMs: this.parts.clock.nowMs(),
    });
    if (typeof account === 'string') throw notOfDirectory(username);
    await this.#record('account.changed', account.id, { what: 'added', sid: directoryId });
    return account;
  }
}
