import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemorySignInThrottle } from '../../src/access/sign-in-throttle.memory.js';
import { SharedSignInThrottle } from '../../src/access/sign-in-throttle.redis.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { Secret } from '../../src/platform/config/secret.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { startRedis, type RunningRedis } from '../start-redis.js';

const watch = { there: () => undefined, away: () => undefined, asked: () => undefined };
const OFFICE = '192.0.2.1';
const key = Buffer.alloc(32, 7);

describe('sign-in throttling of two instances with Redis', () => {
  let server: RunningRedis;
  let connections: Redis[];
  let here: SharedSignInThrottle;
  let there: SharedSignInThrottle;

  beforeAll(async () => {
    server = await startRedis();
    const connect = () => Redis.connect(new Secret(server.url), watch, 30_000);
    connections = [await connect(), await connect()];
    [here, there] = connections.map(
      (redis) => new SharedSignInThrottle(redis, new MemorySignInThrottle(new SystemClock()), key),
    ) as [SharedSignInThrottle, SharedSignInThrottle];
  });
  afterAll(async () => {
    await Promise.all(connections.map((redis) => redis.close()));
    await server.stop();
  });

  const fail = async (throttle: SharedSignInThrottle, times: number, name: string, from = name) => {
    for (let i = 0; i < times; i++) await throttle.failed(name, from);
  };
  const untilRedisIs = async (state: boolean): Promise<void> => {
    while (connections.some(({ isThere }) => isThere !== state)) await delay(10);
  };

  it('should count what both saw of a name, and of an address', async () => {
    await fail(here, 6, 'alice');
    await fail(there, 4, 'alice');
    expect(await there.secondsToWait('alice', 'elsewhere')).toBeGreaterThan(16);
    expect(await here.secondsToWait('alice', 'elsewhere')).toBeGreaterThan(16);
    for (let i = 0; i < 30; i++) await fail(i % 2 ? here : there, 1, `person-${i}`, OFFICE);
    expect(await here.secondsToWait('nobody', OFFICE)).toBeGreaterThan(16);
    expect(await there.secondsToWait('nobody', 'elsewhere')).toBe(0);
  });

  it('should start anew for a name that signed in, wherever that was', async () => {
    await fail(here, 4, 'bob');
    await here.succeeded('bob');
    await fail(there, 4, 'bob');
    expect(await there.secondsToWait('bob', 'bob')).toBe(0);
    await there.succeeded('bob');
    await fail(there, 1, 'bob');
    expect(await here.secondsToWait('bob', 'bob')).toBe(0);
  });

  it('should tell Redis no name and no address, and leave nothing there for good', async () => {
    await fail(here, 6, 'a password typed as name', '198.51.100.77');
    const held = await server.dump();
    expect(held).toContain('kontor:sign-in:');
    expect(held).not.toMatch(/password|198\.51/);
    const { client } = connections[0]!;
    for (const name of await client.keys('kontor:sign-in:*'))
      expect(await client.pTTL(name)).toBeGreaterThan(0);
  });

  it('should let each count for itself while Redis is away, and together again afterwards', async () => {
    await fail(here, 6, 'carol');
    await server.kill();
    await untilRedisIs(false);
    expect(await here.secondsToWait('carol', 'elsewhere')).toBeGreaterThan(0);
    expect(await there.secondsToWait('carol', 'elsewhere')).toBe(0);
    await fail(there, 7, 'dave');
    expect(await there.secondsToWait('dave', 'elsewhere')).toBeGreaterThan(0);
    await server.resume();
    await untilRedisIs(true);
    await fail(here, 7, 'erin');
    expect(await there.secondsToWait('erin', 'elsewhere')).toBeGreaterThan(0);
  });
});
