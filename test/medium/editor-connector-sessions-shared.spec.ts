import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EditingSession } from '../../src/editor-connector/sessions/editing-sessions.js';
import { FileEditingSessions } from '../../src/editor-connector/sessions/editing-sessions.file.js';
import { KyselyEditingSessions } from '../../src/editor-connector/sessions/editing-sessions.kysely.js';
import { RedisEditingSessions } from '../../src/editor-connector/sessions/editing-sessions.redis.js';
import { SharedEditingSessions } from '../../src/editor-connector/sessions/shared-editing-sessions.js';
import { SystemClock, type Clock } from '../../src/platform/clock/clock.js';
import { Secret } from '../../src/platform/config/secret.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { describeOnBothEngines } from '../engines.js';
import { startRedis, UNHURRIED_MS, type RunningRedis } from '../start-redis.js';
import { editingSessionsConform, sessionAt } from './editor-connector-sessions.conformance.js';

const watch = { available: () => undefined, unavailable: () => undefined, asked: () => undefined };
let server: RunningRedis;
let redis: Redis;
let folder: string;
let files = 0;

beforeAll(async () => {
  server = await startRedis();
  redis = await Redis.connect(new Secret(server.url), watch, 30_000, UNHURRIED_MS);
  folder = await mkdtemp(join(tmpdir(), 'kontor-sessions-'));
});
afterAll(async () => {
  await redis.close();
  await server.stop();
  await rm(folder, { recursive: true });
});

const inFiles = (clock: Clock, max?: number) =>
  FileEditingSessions.in(join(folder, String(++files)), clock, max);

editingSessionsConform('Redis', async (clock, max) => {
  await redis.ask((client) => client.flushAll());
  return new RedisEditingSessions(redis, clock, max);
});
editingSessionsConform('Redis and files', async (clock, max) => {
  await redis.ask((client) => client.flushAll());
  const fast = new RedisEditingSessions(redis, clock, max);
  return new SharedEditingSessions(redis, fast, await inFiles(clock, max));
});
describeOnBothEngines('editing sessions', ({ open }) => {
  editingSessionsConform(
    'a database',
    async (clock, max) => new KyselyEditingSessions(await open(), clock, max),
  );
});

describe('SharedEditingSessions', () => {
  const clock = new SystemClock();
  const MINUTE = 60_000;
  const session = (fields: Partial<EditingSession> = {}) =>
    sessionAt(clock.nowMs(), { expiresAtMs: clock.nowMs() + MINUTE, ...fields });
  const copyOf = (one: EditingSession) => ({ ...one, wrappedKey: Buffer.from(one.wrappedKey) });
  const returned = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    redis.onReturn(resolve);
    return promise;
  };
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
  };

  it('should go on without Redis, and send it what it missed', async () => {
    const fast = new RedisEditingSessions(redis, clock);
    const sessions = new SharedEditingSessions(redis, fast, await inFiles(clock));
    const [before, during, ended] = [session(), session(), session()];
    await sessions.keep(copyOf(before));
    await sessions.keep(copyOf(ended));
    await server.kill();
    await sessions.keep(copyOf(during));
    await sessions.end(ended.sessionId);
    await sessions.addKey('key-1', 4, new Map([[during.sessionId, 'sealed']]));
    expect(await sessions.find(before.sessionId)).toEqual(before);
    expect(await sessions.find(during.sessionId)).toEqual(during);
    expect(await sessions.find(ended.sessionId)).toBeUndefined();
    const back = returned();
    await server.resume();
    await back;
    await until(async () => (await fast.keysOf(during.sessionId)).length === 1);
    expect(await fast.find(during.sessionId)).toEqual(during);
    expect(await fast.find(ended.sessionId)).toBeUndefined();
    expect(await sessions.find(before.sessionId)).toEqual(before);
  });

  it('should not let one change that Redis refuses keep back all others', async () => {
    const fast = new RedisEditingSessions(redis, clock);
    const sessions = new SharedEditingSessions(redis, fast, await inFiles(clock));
    await redis.ask((client) => client.set('kontor:sessions-of:key-of-a-text', 'a text'));
    const refused = session({ documentKey: 'key-of-a-text' });
    const next = session();
    await sessions.keep(copyOf(refused));
    await sessions.keep(copyOf(next));
    expect(await fast.find(next.sessionId)).toEqual(next);
    expect(await sessions.find(refused.sessionId)).toEqual(refused);
    await sessions.endAllOf('key-of-a-text', refused.releasedAtMs + 1);
    expect(await sessions.find(refused.sessionId)).toBeUndefined();
  });

  it('should end what Redis still has when Redis dropped its list of them', async () => {
    const fast = new RedisEditingSessions(redis, clock);
    const sessions = new SharedEditingSessions(redis, fast, await inFiles(clock));
    const one = session({ documentKey: 'key-evicted' });
    await sessions.keep(copyOf(one));
    await redis.ask((client) => client.del('kontor:sessions-of:key-evicted'));
    await sessions.endAllOf('key-evicted', one.releasedAtMs + 1);
    expect(await sessions.find(one.sessionId)).toBeUndefined();
  });

  it('should sweep however many expired, without Redis being late for anybody', async () => {
    const expired = 20_000;
    await redis.ask((client) => client.flushAll());
    const ids = Array.from({ length: expired }, (_, i) => i.toString(16).padStart(32, '0'));
    await redis.client.rPush('kontor:sessions', ids);
    const fast = new RedisEditingSessions(redis, clock);
    const live = session();
    await fast.keep(copyOf(live));
    await fast.sweep();
    expect(await redis.ask((client) => client.lRange('kontor:sessions', 0, -1))).toEqual([
      live.sessionId,
    ]);
  });

  it('should leave nothing in Redis of a session that ended', async () => {
    const fast = new RedisEditingSessions(redis, clock);
    const sessions = new SharedEditingSessions(redis, fast, await inFiles(clock));
    const one = session({ accountId: 'person-to-forget' });
    await sessions.keep(copyOf(one));
    await sessions.addKey('key-1', 4, new Map([[one.sessionId, 'key-to-forget']]));
    expect(await server.dump()).toMatch(
      /person-to-forget[^]*key-to-forget|key-to-forget[^]*person-to-forget/,
    );
    await sessions.end(one.sessionId);
    expect(await server.dump()).not.toMatch(/person-to-forget|key-to-forget/);
  });
});
