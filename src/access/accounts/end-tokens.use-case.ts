import type { Actor } from '../../platform/identity/actor.js';
import { unknownAccount } from '../access.errors.js';
import type { AccountRepository } from './account.repository.js';

/** Signs a person out everywhere: every token and every browser session of theirs ends at once. */
export class EndTokens {
  constructor(private readonly accounts: AccountRepository) {}

  async execute(actor: Actor): Promise<void> {
    if (!(await this.accounts.endTokens(actor.username))) throw unknownAccount(actor.username);
  }
}
