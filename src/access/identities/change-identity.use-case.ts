import type { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Custody } from '../../platform/identity/person-keys.js';
import type { Identity } from './identity.js';
import type { IdentityRepository } from './identity.repository.js';
import type { ShowIdentity } from './show-identity.use-case.js';

export interface ChangeIdentityInput {
  readonly custody?: Custody | undefined;
  /** The person typed a part of their recovery kit back. */
  readonly kitChecked?: true | undefined;
}

export class ChangeIdentity {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly show: ShowIdentity,
    private readonly clock: Clock,
  ) {}

  async execute(actor: Actor, { custody, kitChecked }: ChangeIdentityInput): Promise<Identity> {
    await this.show.execute(actor);
    const kitCheckedAtMs = kitChecked === true ? this.clock.nowMs() : undefined;
    await this.identities.change(actor.username, { custody, kitCheckedAtMs });
    return this.show.execute(actor);
  }
}
