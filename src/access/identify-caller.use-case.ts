import { actorOf } from './account.js';
import type { AccountRepository } from './account.repository.js';
import type { DirectoryStanding } from './directory-standing.js';
import type { Actor } from '../platform/identity/actor.js';
import type { TokenPurpose, Tokens } from './tokens.js';

/**
 * Whose token this is. The account is read each time, by its key, so disabling somebody, a new password
 * and signing out everywhere count from the next request on.
 */
export class IdentifyCaller {
  constructor(
    private readonly tokens: Tokens,
    private readonly accounts: AccountRepository,
    private readonly standing?: DirectoryStanding,
  ) {}

  async execute(purpose: TokenPurpose, token: string): Promise<Actor | undefined> {
    const claims = await this.tokens.read(purpose, token);
    if (claims === undefined) return undefined;
    const account = await this.accounts.find(claims.username);
    if (account === undefined || account.disabled) return undefined;
    if (account.tokenGeneration !== claims.generation) return undefined;
    this.standing?.recheck(account.username);
    return actorOf(account);
  }
}
