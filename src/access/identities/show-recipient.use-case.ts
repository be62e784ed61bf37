import type { People } from '../../platform/identity/people.js';
import { noIdentity } from '../access.errors.js';
import type { IdentityRepository } from './identity.repository.js';

export interface PersonRecipient {
  readonly username: string;
  readonly recipient: string;
}

/** A person's public key, for whoever wants to give them a document. */
export class ShowRecipient {
  constructor(
    private readonly people: People,
    private readonly identities: IdentityRepository,
  ) {}

  /** No such person and no identity are the same answer: `access/no-identity`. */
  async execute(name: string): Promise<PersonRecipient> {
    const person = await this.people.find(name);
    const identity = person && (await this.identities.find(person.username));
    if (identity === undefined) throw noIdentity(name);
    return { username: identity.username, recipient: identity.recipient };
  }
}
