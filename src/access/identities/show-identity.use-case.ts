import type { Actor } from '../../platform/identity/actor.js';
import { noIdentity } from '../access.errors.js';
import type { Identity } from './identity.js';
import type { IdentityRepository } from './identity.repository.js';

export class ShowIdentity {
  constructor(private readonly identities: IdentityRepository) {}

  /** `access/no-identity` (not-found) for people who have none. */
  async execute({ username }: Actor): Promise<Identity> {
    const identity = await this.identities.find(username);
    if (identity === undefined) throw noIdentity(username);
    return identity;
  }
}
