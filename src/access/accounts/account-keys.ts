import { PersonKeys, type Custody } from '../../platform/identity/person-keys.js';
import { canonicalUsername } from './account.js';
import type { IdentityRepository } from '../identities/identity.repository.js';

export class AccountKeys extends PersonKeys {
  constructor(private readonly identities: IdentityRepository) {
    super();
  }

  recipientsOf(usernames: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.identities.recipientsOf([...new Set(usernames)]);
  }

  async custodyOf(username: string): Promise<Custody> {
    const identity = await this.identities.find(canonicalUsername(username) ?? username);
    return identity?.custody ?? 'managed';
  }
}
