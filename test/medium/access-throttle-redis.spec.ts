import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryFailureCounts } from '../../src/access/sign-in/failure-counts.js';
import { SharedFailureCounts } from '../../src/access/sign-in/failure-counts.redis.js';
import {
  SignInThrottle,
  type Attempt,
  type Caller,
} from '../../src/access/sign-in/sign-in-throttle.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { Secret } from '../../src/platform/config/secret.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { startRedis, UNHURRIED_MS, type RunningRedis } from '../start-redis.js';

const watch = { available: () => undefined, unavailable: () => undefined, asked: () => undefined };
const OFFICE = '192.0.2.1';
const ELSEWHERE = '198.51.100.1';
const key = Buffer.alloc(32, 7);

const from = (name: string, address: string, caller: Caller = { kind: 'stranger' }): Attempt => ({
  name,
  address,
  caller,
});

describe('sign-in throttling of two instances with Redis', () => {
  let server: RunningRedis;
  let connections: Redis[];
  let here: SignInThrottle;
  let there: SignInThrottle;

  beforeAll(async () => {
    server = await startRedis();
    const connect = () => Redis.connect(new Secret(server.url), watch, 30_000, UNHURRIED_MS);
    connections = [await connect(), await connect()];
    [here, there] = connections.map((redis) => {
      const own = new MemoryFailureCounts(new SystemClock());
      return new SignInThrottle(new SharedFailureCounts(redis, own, key), 1000);
    }) as [SignInThrottle, SignInThrottle];
  });
  afterAll(async () => {
    await Promise.all(connections.map((redis) => redis.close()));
    await server.stop();
  });

  const fail = async (throttle: SignInThrottle, times: number, attempt: Attempt) => {
    for (let i = 0; i < times; i++) await throttle.failed(attempt);
  };
  const untilRedisIs = async (state: boolean): Promise<void> => {
    while (connections.some(({ isThere }) => isThere !== state)) await delay(10);
  };

  it('should count what both saw of a name, and of an address', async () => {
    await fail(here, 6, from('alice', OFFICE));
    await fail(there, 4, from('alice', OFFICE));
    expect(await there.secondsToWait(from('alice', ELSEWHERE))).toBeGreaterThan(16);
    expect(await here.secondsToWait(from('alice', ELSEWHERE))).toBeGreaterThan(16);
    for (let i = 0; i < 30; i++) await fail(i % 2 ? here : there, 1, from(`person-${i}`, OFFICE));
    expect(await here.secondsToWait(from('nobody', OFFICE))).toBeGreaterThan(16);
    expect(await there.secondsToWait(from('nobody', ELSEWHERE))).toBe(0);
  });

  it('should let the owner in on what is known, at both', async () => {
    for (const throttle of [here, there]) {
      const caller = { kind: 'known-device', device: 'a-browser' } as const;
      expect(await throttle.secondsToWait(from('alice', ELSEWHERE, caller))).toBe(0);
      const atHome = { kind: 'known-address' } as const;
      expect(await throttle.secondsToWait(from('alice', ELSEWHERE, atHome))).toBe(0);
    }
  });

  it('should start anew for a name that signed in, wherever that was', async () => {
    const bob = from('bob', '203.0.113.1');
    await fail(here, 4, bob);
    await here.succeeded(bob);
    await fail(there, 4, bob);
    expect(await there.secondsToWait(bob)).toBe(0);
    await there.succeeded(bob);
    await fail(there, 1, bob);
    expect(await here.secondsToWait(bob)).toBe(0);
  });

  it('should tell Redis no name and no address, and leave nothing there for good', async () => {
    await fail(here, 6, from('a password typed as name', '198.51.100.77'));
    const held = await server.dump();
    expect(held).toContain('kontor:sign-in:');
    expect(held).not.toMatch(/password|198\.51/);
    const { client } = connections[0]!;
    for (const name of await client.keys('kontor:sign-in:*'))
      expect(await client.pTTL(name)).toBeGreaterThan(0);
  });

  it('should let each count for itself while Redis is unavailable, and together again afterwards', async () => {
    await fail(here, 10, from('carol', '203.0.113.2'));
    await server.kill();
    await untilRedisIs(false);
    expect(await here.secondsToWait(from('carol', ELSEWHERE))).toBeGreaterThan(0);
    expect(await there.secondsToWait(from('carol', ELSEWHERE))).toBe(0);
    await fail(there, 10, from('dave', '203.0.113.3'));
    expect(await there.secondsToWait(from('dave', ELSEWHERE))).toBeGreaterThan(0);
    await server.resume();
    await untilRedisIs(true);
    await fail(here, 10, from('erin', '203.0.113.4'));
    expect(await there.secondsToWait(from('erin', ELSEWHERE))).toBeGreaterThan(0);
  });
});
