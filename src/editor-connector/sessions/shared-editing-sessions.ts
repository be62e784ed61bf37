import type { Redis } from '../../platform/redis/redis.js';
import { EditingSessions, type EditingSession, type SessionKey } from './editing-sessions.js';

type Deed = (sessions: EditingSessions) => Promise<void>;

/** What Redis is told later; beyond it the oldest go first, and are found in the other place all the same. */
const MAX_MISSED = 20_000;

/**
 * Sessions in Redis, and at the same time where they are found without it: people go on when it is away, and
 * when it is back it is told what it missed.
 */
export class SharedEditingSessions extends EditingSessions {
  #missed: Deed[] = [];

  constructor(
    redis: Redis,
    private readonly fast: EditingSessions,
    private readonly sure: EditingSessions & { onApplicationShutdown?(): void },
  ) {
    super();
    redis.onReturn(() => void this.#tellMissed());
  }

  async keep(session: EditingSession): Promise<void> {
    const copy = () => ({ ...session, wrappedKey: Buffer.from(session.wrappedKey) });
    const forRedis = copy();
    await this.sure.keep(session);
    await this.#tell((sessions) => sessions.keep(forRedis));
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const found = await this.#ask((sessions) => sessions.find(sessionId));
    return found ?? this.sure.find(sessionId);
  }

  /** Asked at saves: from where nothing is missing. */
  listOf(documentKey: string): Promise<readonly EditingSession[]> {
    return this.sure.listOf(documentKey);
  }

  async end(sessionId: string): Promise<void> {
    await this.sure.end(sessionId);
    await this.#tell((sessions) => sessions.end(sessionId));
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    await this.sure.endAllOf(documentKey, openedBeforeMs);
    await this.#tell((sessions) => sessions.endAllOf(documentKey, openedBeforeMs));
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    await this.sure.addKey(documentKey, versionNumber, ageHeaders);
    await this.#tell((sessions) => sessions.addKey(documentKey, versionNumber, ageHeaders));
  }

  keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    return this.sure.keysOf(sessionId);
  }

  async sweep(): Promise<void> {
    await this.sure.sweep();
    await this.#ask((sessions) => sessions.sweep());
  }

  onApplicationShutdown(): void {
    this.sure.onApplicationShutdown?.();
  }

  /** Never fails: what Redis does not take now it is told later, in the same order. */
  async #tell(deed: Deed): Promise<void> {
    if (this.#missed.length === 0) {
      try {
        return await deed(this.fast);
      } catch {
        // Away: noted below.
      }
    }
    this.#missed.push(deed);
    if (this.#missed.length > MAX_MISSED) this.#missed.shift();
  }

  async #tellMissed(): Promise<void> {
    while (this.#missed.length > 0) {
      const [next] = this.#missed;
      try {
        await next?.(this.fast);
      } catch {
        return;
      }
      if (this.#missed[0] === next) this.#missed.shift();
    }
  }

  async #ask<T>(question: (sessions: EditingSessions) => Promise<T>): Promise<T | undefined> {
    if (this.#missed.length > 0) return undefined;
    try {
      return await question(this.fast);
    } catch {
      return undefined;
    }
  }
}
