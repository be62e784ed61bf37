import type { Actor } from '../../platform/identity/actor.js';
import { actorOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { DirectoryStanding } from './directory-standing.js';

/**
 * For tokens that other modules make on somebody's behalf: they are good for as long as that person's own
 * would be. The module keeps the generation in its token and asks with it at each use.
 */
export class Delegations {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly standing?: DirectoryStanding,
  ) {}

  /** To be kept in the token. Undefined for nobody, and for a disabled account. */
  async generationOf(username: string): Promise<number | undefined> {
    const account = await this.accounts.find(username);
    return account?.disabled === false ? account.tokenGeneration : undefined;
  }

  /** The person, unless they were disabled, signed out everywhere or got a new password since. */
  async actorOf(username: string, generation: number): Promise<Actor | undefined> {
    const account = await this.accounts.find(username);
    if (account === undefined || account.disabled) return undefined;
    if (account.tokenGeneration !== generation) return undefined;
    this.standing?.recheck(account.username);
    return actorOf(account);
  }
}
