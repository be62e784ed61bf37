import type { Clock } from '../platform/clock/clock.js';
import type { Secret } from '../platform/config/secret.js';

/** What the backend gave for one person. */
export interface Grant {
  readonly token: Secret;
  /** As the backend says; undefined when it says nothing. */
  readonly expiresInSeconds: number | undefined;
}

interface Held {
  readonly pending: Promise<Grant>;
  /** Undefined as long as the backend has not answered: a pending grant counts as fresh. */
  grant: Grant | undefined;
  freshUntilMs: number;
}

/** Renewed this long before its end, so that none ends on its way; a short-lived one at half its life. */
const MARGIN_SECONDS = 60;
/** When the backend does not say how long. A refused grant is renewed anyway. */
const UNSTATED_LIFE_SECONDS = 30 * 60;
/** About 20 MB when full. */
const MAX_HELD = 10_000;

/**
 * One grant per person, asked for once however many wait for it. A failed request is forgotten. Nothing of
 * one person is ever reachable under the name of another.
 */
export class Grants {
  readonly #held = new Map<string, Held>();

  constructor(
    private readonly request: (username: string) => Promise<Grant>,
    private readonly clock: Clock,
    private readonly maxHeld = MAX_HELD,
  ) {}

  grantOf(username: string): Promise<Grant> {
    const held = this.#held.get(username);
    if (held && held.freshUntilMs > this.clock.nowMs()) return held.pending;
    return this.#renew(username);
  }

  /** Forgets the person's grant if it is still this one: another may have renewed it already. */
  drop(username: string, grant: Grant): void {
    if (this.#held.get(username)?.grant === grant) this.#held.delete(username);
  }

  #renew(username: string): Promise<Grant> {
    const askedAtMs = this.clock.nowMs();
    const held: Held = {
      pending: this.request(username),
      grant: undefined,
      freshUntilMs: Infinity,
    };
    this.#held.delete(username);
    this.#held.set(username, held);
    this.#bound();
    held.pending.then(
      (grant) => {
        held.grant = grant;
        held.freshUntilMs = askedAtMs + lifeMs(grant);
      },
      () => {
        if (this.#held.get(username) === held) this.#held.delete(username);
      },
    );
    return held.pending;
  }

  /** The oldest go first; one that is still awaited stays, or its person would ask twice. */
  #bound(): void {
    let surplus = this.#held.size - this.maxHeld;
    for (const [username, { grant }] of this.#held) {
      if (surplus <= 0) return;
      if (grant === undefined) continue;
      this.#held.delete(username);
      surplus -= 1;
    }
  }
}

function lifeMs({ expiresInSeconds = UNSTATED_LIFE_SECONDS }: Grant): number {
  return 1000 * Math.max(expiresInSeconds - MARGIN_SECONDS, expiresInSeconds / 2);
}
