import type { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { noSuchSession } from '../access.errors.js';
import type { LiveSignIn, SignInRepository } from '../sign-in/sign-in.repository.js';

/** What somebody is signed in with: browsers and programs, each from its sign-in until that ends. */
export class OwnSessions {
  constructor(
    private readonly signIns: SignInRepository,
    private readonly clock: Clock,
  ) {}

  /** Last used first. */
  list({ id }: Actor): Promise<readonly LiveSignIn[]> {
    return this.signIns.listOf(id, this.clock.nowMs());
  }

  /**
   * Its token or cookie is invalid from the next request on, on all instances. What began with it ends within seconds:
   * open editors (`editor-connector`), and tokens of desktop programs.
   * @throws access/no-such-session
   */
  async end({ id: accountId }: Actor, sessionId: string): Promise<void> {
    if (!(await this.signIns.end(sessionId, this.clock.nowMs(), accountId)))
      throw noSuchSession(sessionId);
  }
}
