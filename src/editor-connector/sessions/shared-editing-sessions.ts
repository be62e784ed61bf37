import { RedisFailure, type Redis } from '../../platform/redis/redis.js';
import { EditingSessions, type EditingSession, type SessionKey } from './editing-sessions.js';

type Change = (sessions: EditingSessions) => Promise<void>;

/** Changes that Redis gets later; beyond this the oldest are dropped, and are still found in the reliable store. */
const MAX_PENDING = 20_000;

/**
 * Sessions in Redis and in a reliable store. While Redis is unreachable, people go on with the reliable store; once
 * Redis is back it gets the changes that it missed, in their order. Which sessions a content has is the reliable store's
 * to say: Redis may have dropped its list to gain memory, and kept a session of it.
 */
export class SharedEditingSessions extends EditingSessions {
  #pending: Change[] = [];

  constructor(
    redis: Redis,
    private readonly redisSessions: EditingSessions,
    private readonly reliable: EditingSessions & { onApplicationShutdown?(): void },
  ) {
    super();
    redis.onReturn(() => void this.#sendPending());
  }

  async keep(session: EditingSession): Promise<void> {
    const forRedis = { ...session, wrappedKey: Buffer.from(session.wrappedKey) };
    await this.reliable.keep(session);
    await this.#apply((sessions) => sessions.keep(forRedis));
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const found = await this.#query((sessions) => sessions.find(sessionId));
    return found ?? this.reliable.find(sessionId);
  }

  /** Needed for saves, so from the store that is complete. */
  listOf(documentKey: string): Promise<readonly EditingSession[]> {
    return this.reliable.listOf(documentKey);
  }

  async end(sessionId: string): Promise<void> {
    await this.reliable.end(sessionId);
    await this.#apply((sessions) => sessions.end(sessionId));
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    const all = await this.reliable.listOf(documentKey);
    const ended = all.filter(({ releasedAtMs }) => releasedAtMs < openedBeforeMs);
    await this.reliable.endAllOf(documentKey, openedBeforeMs);
    for (const { sessionId } of ended) await this.#apply((sessions) => sessions.end(sessionId));
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    await this.reliable.addKey(documentKey, versionNumber, ageHeaders);
    await this.#apply((sessions) => sessions.addKey(documentKey, versionNumber, ageHeaders));
  }

  keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    return this.reliable.keysOf(sessionId);
  }

  async sweep(): Promise<void> {
    await this.reliable.sweep();
    await this.#query((sessions) => sessions.sweep());
  }

  onApplicationShutdown(): void {
    this.reliable.onApplicationShutdown?.();
  }

  /** Never fails: what Redis cannot take now is sent later, in the same order. */
  async #apply(change: Change): Promise<void> {
    if (this.#pending.length === 0 && (await this.#isSettled(change))) return;
    this.#pending.push(change);
    if (this.#pending.length > MAX_PENDING) this.#pending.shift();
  }

  async #sendPending(): Promise<void> {
    while (this.#pending.length > 0) {
      const [next] = this.#pending;
      if (next !== undefined && !(await this.#isSettled(next))) return;
      if (this.#pending[0] === next) this.#pending.shift();
    }
  }

  /** Redis has it, or refuses it while it takes others: sent again it would only keep those back. */
  async #isSettled(change: Change): Promise<boolean> {
    try {
      await change(this.redisSessions);
      return true;
    } catch (error) {
      return error instanceof RedisFailure && error.isRefusal;
    }
  }

  async #query<T>(query: (sessions: EditingSessions) => Promise<T>): Promise<T | undefined> {
    if (this.#pending.length > 0) return undefined;
    try {
      return await query(this.redisSessions);
    } catch {
      return undefined;
    }
  }
}
