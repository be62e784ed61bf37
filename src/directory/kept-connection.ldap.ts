import type { Client } from 'ldapts';
import type { Clock } from '../platform/clock/clock.js';

/** A server that swallows packets would hold up every caller for the whole connect timeout. */
const REST_AFTER_FAILURE_MS = 1000;

/**
 * One bound connection for all look-ups, opened when it is first needed and again when it was lost.
 * Whoever comes while it is being opened waits for the same one.
 */
export class KeptConnection {
  #opening: Promise<Client> | undefined;
  #failure: { readonly error: unknown; readonly untilMs: number } | undefined;

  constructor(
    private readonly open: () => Promise<Client>,
    private readonly clock: Clock,
  ) {}

  /** Runs `task`, once more on a new connection if the kept one turns out to be dead. */
  async use<Result>(task: (client: Client) => Promise<Result>): Promise<Result> {
    const kept = await this.#opening?.catch(() => undefined);
    if (kept?.isBound !== true) return task(await this.#bound());
    try {
      return await task(kept);
    } catch (error) {
      // Servers drop idle connections, firewalls do so silently; an answer leaves it bound.
      if (kept.isBound) throw error;
      return task(await this.#bound());
    }
  }

  async close(): Promise<void> {
    const client = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    await client?.unbind().catch(() => undefined);
  }

  async #bound(): Promise<Client> {
    const seen = this.#opening;
    const client = await seen?.catch(() => undefined);
    if (client?.isBound === true) return client;
    // Somebody else was first.
    if (this.#opening !== seen) return this.#bound();
    if (this.#failure !== undefined && this.clock.monotonicMs() < this.#failure.untilMs) {
      throw this.#failure.error;
    }
    this.#opening = this.#tryToOpen();
    return this.#opening;
  }

  async #tryToOpen(): Promise<Client> {
    try {
      const client = await this.open();
      this.#failure = undefined;
      return client;
    } catch (error) {
      this.#failure = { error, untilMs: this.clock.monotonicMs() + REST_AFTER_FAILURE_MS };
      throw error;
    }
  }
}
