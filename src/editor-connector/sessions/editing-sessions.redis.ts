import { commandOptions, type RedisClientType } from 'redis';
import type { Clock } from '../../platform/clock/clock.js';
import type { Redis } from '../../platform/redis/redis.js';
import {
  bytesOfKey,
  bytesOfSession,
  keyFrom,
  SESSION_ID,
  sessionFrom,
} from './editing-session-record.js';
import {
  EditingSessions,
  KEYS_PER_SESSION,
  type EditingSession,
  type SessionKey,
} from './editing-sessions.js';

/** About 100 MB in Redis. */
const MAX_SESSIONS = 100_000;
/** Redis expires records by its own clock, which may be ahead of ours: hence somewhat later than we do. */
const GRACE_MS = 20_000;
/** Few enough for Redis to answer at once, however many expired together. */
const SWEPT_AT_ONCE = 100;
const ALL_IDS = 'kontor:sessions';
const AS_BYTES = commandOptions({ returnBuffers: true });

/** Sessions that all instances share. Each call rejects with a `RedisFailure` while Redis is unreachable. */
export class RedisEditingSessions extends EditingSessions {
  constructor(
    private readonly redis: Redis,
    private readonly clock: Clock,
    private readonly maxSessions = MAX_SESSIONS,
  ) {
    super();
  }

  async keep(session: EditingSession): Promise<void> {
    const { sessionId, documentKey } = session;
    const lifeMs = Math.max(1, session.expiresAtMs - this.clock.nowMs() + GRACE_MS);
    const record = bytesOfSession(session);
    const kept = await this.redis.ask((client) =>
      client
        .multi()
        .set(nameOf(sessionId), record, { PX: lifeMs })
        .rPush(listName(documentKey), sessionId)
        .pExpire(listName(documentKey), lifeMs, 'NX')
        .pExpire(listName(documentKey), lifeMs, 'GT')
        .rPush(ALL_IDS, sessionId)
        .exec(),
    );
    record.fill(0);
    if (Number(kept.at(-1)) > this.maxSessions) await this.#dropOldest();
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    if (!SESSION_ID.test(sessionId)) return undefined;
    const bytes = await this.redis.ask((client) => client.get(AS_BYTES, nameOf(sessionId)));
    return bytes === null ? undefined : this.#live(bytes);
  }

  async listOf(documentKey: string): Promise<readonly EditingSession[]> {
    const ids = await this.redis.ask((client) => client.lRange(listName(documentKey), 0, -1));
    if (ids.length === 0) return [];
    const records = await this.redis.ask((client) => client.mGet(AS_BYTES, ids.map(nameOf)));
    return records
      .map((bytes) => (bytes === null ? undefined : this.#live(bytes)))
      .filter((session) => session !== undefined);
  }

  async end(sessionId: string): Promise<void> {
    const session = await this.find(sessionId);
    if (session !== undefined) await this.#remove([session]);
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    const all = await this.listOf(documentKey);
    await this.#remove(all.filter(({ releasedAtMs }) => releasedAtMs < openedBeforeMs));
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    const sessions = await this.listOf(documentKey);
    const nowMs = this.clock.nowMs();
    await this.redis.ask(async (client) => {
      const batch = client.multi();
      for (const { sessionId, expiresAtMs } of sessions) {
        const ageHeader = ageHeaders.get(sessionId);
        if (ageHeader === undefined) continue;
        batch
          .rPush(keysName(sessionId), bytesOfKey({ sessionId, versionNumber, ageHeader }))
          .lTrim(keysName(sessionId), -KEYS_PER_SESSION, -1)
          .pExpire(keysName(sessionId), expiresAtMs - nowMs + GRACE_MS);
      }
      await batch.exec();
    });
  }

  async keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    if ((await this.find(sessionId)) === undefined) return [];
    const all = await this.redis.ask((client) =>
      client.lRange(AS_BYTES, keysName(sessionId), 0, -1),
    );
    return all
      .map(keyFrom)
      .filter((key) => key !== undefined)
      .map(({ versionNumber, ageHeader }) => ({ versionNumber, ageHeader }));
  }

  /** Records expire by themselves; this removes the ids of expired ones from the list of all, some at a time. */
  async sweep(): Promise<void> {
    for (;;) {
      const ids = await this.redis.ask((client) => client.lRange(ALL_IDS, 0, SWEPT_AT_ONCE - 1));
      if (ids.length === 0) return;
      const records = await this.redis.ask((client) =>
        Promise.all(ids.map((id) => client.exists(nameOf(id)))),
      );
      const live = records.findIndex((count) => count > 0);
      const gone = live < 0 ? ids : ids.slice(0, live);
      await this.redis.ask((client) => Promise.all(gone.map((id) => client.lRem(ALL_IDS, 1, id))));
      if (live >= 0) return;
    }
  }

  #live(bytes: Buffer): EditingSession | undefined {
    const session = sessionFrom(bytes);
    bytes.fill(0);
    return session && session.expiresAtMs > this.clock.nowMs() ? session : undefined;
  }

  #remove(sessions: readonly EditingSession[]): Promise<void> {
    return this.redis.ask(async (client) => {
      const batch = client.multi();
      for (const { sessionId, documentKey, wrappedKey } of sessions) {
        wrappedKey.fill(0);
        batch
          .del([nameOf(sessionId), keysName(sessionId)])
          .lRem(listName(documentKey), 1, sessionId);
      }
      await batch.exec();
    });
  }

  async #dropOldest(): Promise<void> {
    const oldest = await this.redis.ask((client: RedisClientType) => client.lPop(ALL_IDS));
    if (oldest !== null) await this.end(oldest);
  }
}

const nameOf = (sessionId: string): string => `kontor:session:${sessionId}`;
const keysName = (sessionId: string): string => `kontor:session-keys:${sessionId}`;
const listName = (documentKey: string): string => `kontor:sessions-of:${documentKey}`;
