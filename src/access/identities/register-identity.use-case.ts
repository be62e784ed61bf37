import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Actor } from '../../platform/identity/actor.js';
import { identityExists } from '../access.errors.js';
import type { Identity, NewSealing } from './identity.js';
import type { IdentityRepository } from './identity.repository.js';

export interface RegisterIdentityInput {
  readonly recipient: string;
  readonly sealings: readonly NewSealing[];
}

export class RegisterIdentity {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /**
   * Keeps what a browser made. Once: another key in its place would open none of the person's documents. What
   * new documents get is chosen apart, after the recovery kit was offered.
   */
  async execute({ username }: Actor, input: RegisterIdentityInput): Promise<Identity> {
    const createdAtMs = this.clock.nowMs();
    const identity: Identity = {
      username,
      recipient: input.recipient,
      custody: 'managed',
      kitCheckedAtMs: null,
      createdAtMs,
      sealings: input.sealings.map(({ hint = null, ...rest }) => ({
        ...rest,
        hint,
        id: this.ids.next(),
        createdAtMs,
      })),
    };
    if (!(await this.identities.insert(identity))) throw identityExists();
    return identity;
  }
}
