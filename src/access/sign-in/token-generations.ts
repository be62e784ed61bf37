import type { Actor } from '../../platform/identity/actor.js';
import { actorOf } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import type { DirectoryStanding } from './directory-standing.js';

/**
 * The generation of a person's tokens, for modules that issue tokens of their own on that person's behalf: such
 * a token stores the generation and is valid only while the person's generation is still the same.
 */
export class TokenGenerations {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly standing?: DirectoryStanding,
  ) {}

  /** To be stored in the token. Undefined for an unknown or a disabled account. */
  async generationOf(username: string): Promise<number | undefined> {
    const account = await this.accounts.find(username);
    return account?.disabled === false ? account.tokenGeneration : undefined;
  }

  /** Undefined if the person was disabled, signed out everywhere or got a new password since the token was issued. */
  async actorOf(username: string, generation: number): Promise<Actor | undefined> {
    const account = await this.accounts.find(username);
    if (account === undefined || account.disabled) return undefined;
    if (account.tokenGeneration !== generation) return undefined;
    this.standing?.recheck(account.username);
    return actorOf(account);
  }
}
