import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Account } from '../accounts/account.js';
import type { SignInRepository } from './sign-in.repository.js';
import { TOKEN_LIFETIME_SECONDS, type TokenPurpose, type Tokens } from './tokens.js';

/** Each token belongs to one sign-in and ends with it, on all instances from the next request on. */
export class SignIns {
  constructor(
    private readonly repository: SignInRepository,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** A token of a new sign-in of that person. */
  async begin(purpose: TokenPurpose, account: Account): Promise<string> {
    const id = this.ids.next();
    const createdAtMs = this.clock.nowMs();
    const expiresAtMs = createdAtMs + TOKEN_LIFETIME_SECONDS * 1000;
    const { username } = account;
    await this.repository.begin({ id, username, purpose, createdAtMs, expiresAtMs });
    return this.tokens.issue(purpose, account, id);
  }

  /** Nobody can use its token, or a copy of it, any more. */
  end(id: string): Promise<void> {
    return this.repository.end(id);
  }
}
