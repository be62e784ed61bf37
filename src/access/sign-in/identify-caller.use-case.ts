import type { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { actorOf } from '../accounts/account.js';
import type { DirectoryStanding } from './directory-standing.js';
import type { SignInRepository } from './sign-in.repository.js';
import type { TokenPurpose, Tokens } from './tokens.js';

export interface CurrentSignIn {
  readonly id: string;
  readonly purpose: TokenPurpose;
}

export interface Caller {
  readonly actor: Actor;
  readonly signIn: CurrentSignIn;
}

/**
 * Whose token this is. The sign-in and its account are read each time, by key, so signing out, disabling
 * somebody, a new password and signing out everywhere count from the next request on.
 */
export class IdentifyCaller {
  constructor(
    private readonly tokens: Tokens,
    private readonly signIns: SignInRepository,
    private readonly clock: Clock,
    private readonly standing?: DirectoryStanding,
  ) {}

  async execute(purpose: TokenPurpose, token: string): Promise<Caller | undefined> {
    const claims = await this.tokens.read(purpose, token);
    if (claims === undefined) return undefined;
    const account = await this.signIns.accountOf(claims.signInId, this.clock.nowMs());
    if (account === undefined || account.disabled) return undefined;
    if (account.username !== claims.username) return undefined;
    if (account.tokenGeneration !== claims.generation) return undefined;
    this.standing?.recheck(account.username);
    return { actor: actorOf(account), signIn: { id: claims.signInId, purpose } };
  }
}
