import type { Clock } from '../../platform/clock/clock.js';
import { cannotActForGoneThere, cannotActForUnproved } from '../acting.errors.js';
import type { Account } from '../accounts/account.js';
import type { OpenIdPeople } from './openid-people.js';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Of people whose account is only their provider's: whether an application may act for them without a sign-in of theirs,
 * which would end. What the provider said last decides, and for how long ago it may have been.
 */
export class ProviderStanding {
  constructor(
    private readonly people: OpenIdPeople,
    private readonly clock: Clock,
    /** OIDC_ACT_FOR_DAYS. */
    private readonly days: number,
  ) {}

  /**
   * Nothing for accounts that the directory or an administrator ends, and for people whom an application brought: it says
   * itself who they are.
   * @throws access/cannot-act-for
   */
  async refuseGone({ id, origin }: Pick<Account, 'id' | 'origin'>): Promise<void> {
    if (origin !== 'openid') return;
    const said = await this.people.lastSaid(id);
    if (said === undefined) return;
    if (said.goneAtMs >= said.provedAtMs) throw cannotActForGoneThere();
    if (said.provedAtMs < this.clock.nowMs() - this.days * DAY_MS)
      throw cannotActForUnproved(this.days);
  }
}
