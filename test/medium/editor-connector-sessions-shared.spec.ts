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
import { startRedis, type RunningRedis } from '../start-redis.js';
import { editingSessionsConform, sessionAt } from './editor-connector-sessions.conformance.js';

const watch = { available: () => undefined, unavailable: () => undefined, asked: () => undefined };
let server: RunningRedis;
let redis: Redis;
let folder: string;
let files = 0;

beforeAll(async () => {
  server = await startRedis();
  redis = await Redis.connect(new Secret(server.url), watch, 30_000);
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
