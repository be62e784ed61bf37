import type { Clock } from '../../platform/clock/clock.js';
import {
  alreadyBound,
  invalidDirectoryId,
  invalidUsername,
  notOfDirectory,
} from '../access.errors.js';
import { accountOf, canonicalUsername, type Account } from './account.js';
import type { AccountRepository } from './account.repository.js';

const SID = /^S-1-\d+(?:-\d+){1,15}$/;

/**
 * For the command line. Says whose an account of the directory is, by the SID: for somebody who came back with
 * another SID, and for somebody whose name in the directory belonged to another person here.
 */
export class BindAccount {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The account, made if there is none of that name; the person's names come with their next sign-in.
   * @throws access/invalid-username, access/invalid-directory-id, access/not-of-directory, access/already-bound
   */
  async execute(typed: string, directoryId: string): Promise<Account> {
    const username = canonicalUsername(typed);
    if (username === undefined) throw invalidUsername();
    if (!SID.test(directoryId)) throw invalidDirectoryId();
    const bound = await this.accounts.findByDirectoryId(directoryId);
    if (bound?.username === username) return bound;
    if (bound !== undefined) throw alreadyBound(directoryId, bound.username);
    const held = await this.accounts.find(username);
    if (held === undefined) return this.#make(username, directoryId);
    if (held.origin !== 'directory') throw notOfDirectory(username);
    await this.accounts.setDirectoryId(username, directoryId);
    return { ...held, directoryId };
  }

  async #make(username: string, directoryId: string): Promise<Account> {
    const { displayName } = accountOf(username, { username, password: '' }, 0);
    const facts = { username, displayName, sid: directoryId, mail: null, directoryId };
    const made = await this.accounts.keepFromDirectory(facts, this.clock.nowMs());
    if (typeof made === 'string') throw notOfDirectory(username);
    return made;
  }
}
