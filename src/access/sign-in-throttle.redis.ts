import { createHmac } from 'node:crypto';
import type { Redis } from '../platform/redis/redis.js';
import {
  FORGOTTEN_AFTER_MS,
  lockMs,
  ofAddress,
  ofUser,
  SignInThrottle,
  type Counted,
} from './sign-in-throttle.js';

const PREFIX = 'kontor:sign-in';

/**
 * What all instances saw together, by the clock of Redis. Each counts for itself as well, and the longer wait holds:
 * so a Redis that dies frees nobody from where they guessed, and one that is away leaves each instance its own count.
 */
export class SharedSignInThrottle extends SignInThrottle {
  constructor(
    private readonly redis: Redis,
    private readonly own: SignInThrottle,
    /** People type passwords where their name belongs: what lies in Redis cannot be turned back without this. */
    private readonly key: Uint8Array,
  ) {
    super();
  }

  async secondsToWait(username: string, address: string): Promise<number> {
    const locks = [ofUser(username), ofAddress(address)].map((one) => this.#lockOf(one));
    const [own, shared] = await Promise.all([
      this.own.secondsToWait(username, address),
      this.#ask(() => Promise.all(locks.map((lock) => this.redis.client.pTTL(lock)))),
    ]);
    return Math.max(own, ...(shared ?? []).map((leftMs) => Math.ceil(leftMs / 1000)));
  }

  async failed(username: string, address: string): Promise<void> {
    await this.own.failed(username, address);
    await Promise.all([ofUser(username), ofAddress(address)].map((one) => this.#count(one)));
  }

  async succeeded(username: string): Promise<void> {
    await this.own.succeeded(username);
    const one = ofUser(username);
    await this.#ask(() => this.redis.client.del([this.#countOf(one), this.#lockOf(one)]));
  }

  async #count(one: Counted): Promise<void> {
    const [name, lock] = [this.#countOf(one), this.#lockOf(one)];
    await this.#ask(async () => {
      const { client } = this.redis;
      // With an end from the first moment on: nothing stays should we die before the next line.
      const [count] = await client.multi().incr(name).pExpire(name, FORGOTTEN_AFTER_MS).exec();
      const lockedMs = lockMs(Number(count), one);
      if (lockedMs === 0) return;
      const longer = client.multi().pExpire(name, FORGOTTEN_AFTER_MS + lockedMs);
      await longer.set(lock, '1', { PX: lockedMs }).exec();
    });
  }

  #countOf({ name }: Counted): string {
    const hidden = createHmac('sha256', this.key).update(name).digest('base64url');
    return `${PREFIX}:${hidden}`;
  }

  #lockOf(one: Counted): string {
    return `${this.#countOf(one)}:lock`;
  }

  async #ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await this.redis.ask(work);
    } catch {
      return undefined;
    }
  }
}
