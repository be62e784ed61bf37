import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { lastSealing, noIdentity, noSuchSealing, tooManySealings } from '../access.errors.js';
import { MAX_SEALINGS, type Identity, type NewSealing, type Sealing } from './identity.js';
import type { IdentityRepository } from './identity.repository.js';

/** The ways to open one's identity: another one, a new passphrase in the place of an old one, one less. */
export class ChangeSealings {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  add({ username }: Actor, { hint = null, ...rest }: NewSealing): Promise<Sealing> {
    return this.database.inTransaction(async () => {
      const { sealings } = await this.#require(username);
      if (sealings.length >= MAX_SEALINGS) throw tooManySealings(MAX_SEALINGS);
      const sealing = { ...rest, hint, id: this.ids.next(), createdAtMs: this.clock.nowMs() };
      await this.identities.addSealing(username, sealing);
      return sealing;
    });
  }

  async replace(
    { username }: Actor,
    sealingId: string,
    values: { readonly sealed: string; readonly label?: string | undefined },
  ): Promise<void> {
    const found = await this.identities.replaceSealing(username, sealingId, values);
    if (!found) throw noSuchSealing(sealingId);
  }

  /** Never the last one: nothing would open the identity any more. */
  remove({ username }: Actor, sealingId: string): Promise<void> {
    return this.database.inTransaction(async () => {
      const { sealings } = await this.#require(username);
      if (!sealings.some(({ id }) => id === sealingId)) throw noSuchSealing(sealingId);
      if (sealings.length === 1) throw lastSealing();
      await this.identities.removeSealing(username, sealingId);
    });
  }

  async #require(username: string): Promise<Identity> {
    const identity = await this.identities.find(username);
    if (identity === undefined) throw noIdentity(username);
    return identity;
  }
}
