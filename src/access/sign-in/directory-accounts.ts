import type { Directory, DirectoryPerson } from '../../directory/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import {
  nameOfAnotherPerson,
  nameOfLocalAccount,
  unusableDirectoryName,
} from '../access.errors.js';
import { canonicalUsername } from '../accounts/account-name.js';
import type { Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';

/**
 * The accounts of people of the directory. The person's SID or objectGUID decides whose account it is, never the name:
 * a renamed person keeps everything under the new name, and whoever gets the old name gets an account of their own.
 * An account whose name now belongs to somebody else is renamed as its person was; if they are gone, `-2` is added.
 */
export class DirectoryAccounts {
  constructor(
    private readonly directory: Directory,
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * The person's account, with what the directory says of them now; made if they have none.
   * @throws access/name-of-local-account, access/name-of-another-person, access/unusable-directory-name
   */
  async keep(person: DirectoryPerson): Promise<Account> {
    const { id: directoryId = null, guid: directoryGuid = null, displayName } = person;
    const bound = await this.accounts.findByDirectoryId(directoryId, directoryGuid);
    const username = canonicalUsername(person.username) ?? bound?.username;
    if (username === undefined) throw unusableDirectoryName(directoryId);
    const { sid = null, mail = null, department = null } = person;
    const facts = { username, displayName, sid, mail, department, directoryId, directoryGuid };
    const keep = () =>
      this.accounts.keepFromDirectory(facts, { id: this.ids.next(), nowMs: this.clock.nowMs() });
    let kept = await keep();
    if (kept === 'by-another-person' && directoryId !== null) {
      await this.#giveUp(await this.accounts.find(username));
      kept = await keep();
    }
    if (typeof kept === 'string') throw refusals[kept](username, directoryId);
    return kept.username === username ? kept : this.#rename(kept, username);
  }

  /** The account of whoever has that name there, before they come; undefined for nobody, and for who is switched off. */
  async invite(username: string): Promise<Account | undefined> {
    const person = await this.directory.find(username);
    return person?.enabled === true ? this.keep(person) : undefined;
  }

  /** A name that a local account has stays there; the person keeps the one they had. */
  async #rename(account: Account, username: string): Promise<Account> {
    const holder = await this.accounts.find(username);
    if (holder?.origin === 'directory') await this.#giveUp(holder);
    return (await this.accounts.rename(account.id, username)) ? { ...account, username } : account;
  }

  async #giveUp(holder: Account | undefined): Promise<void> {
    if (holder === undefined) return;
    const current = await this.#currentNameOf(holder);
    if (current !== undefined && (await this.accounts.rename(holder.id, current))) return;
    for (let n = 2; ; n++) {
      if (await this.accounts.rename(holder.id, `${holder.username}-${n}`)) return;
    }
  }

  async #currentNameOf({ directoryId, username }: Account): Promise<string | undefined> {
    if (directoryId === null) return undefined;
    const person = await this.directory.findById(directoryId);
    const current = person && canonicalUsername(person.username);
    return current === username ? undefined : current;
  }
}

const refusals = {
  'by-local-account': nameOfLocalAccount,
  'by-another-person': nameOfAnotherPerson,
};
