import { canonicalUsername } from './account.js';
import type { AccountRepository } from './account.repository.js';

/** The security identifiers of people, as their accounts keep them. */
export class PersonSids {
  constructor(private readonly accounts: AccountRepository) {}

  async of(username: string): Promise<string | undefined> {
    const canonical = canonicalUsername(username);
    if (canonical === undefined) return undefined;
    return (await this.accounts.find(canonical))?.sid ?? undefined;
  }
}
