import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TemplateCatalogue } from '../../src/oneoffixx/index.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { startRedis, type RunningRedis } from '../start-redis.js';
import {
  actor,
  changeTimeout,
  startOneoffixxFixture,
  type OneoffixxFixture,
} from './oneoffixx-fixture.js';

describe('template lists of two instances with Redis', () => {
  let server: RunningRedis;
  let fixture: OneoffixxFixture;
  let there: NestFastifyApplication;

  beforeAll(async () => {
    server = await startRedis();
    fixture = await startOneoffixxFixture({ api: '2021', env: { REDIS_URL: server.url } });
    there = await fixture.another();
  });
  afterAll(async () => {
    await fixture.stop();
    await server.stop();
  });

  /** How many lists the backend was asked for. */
  const askedBy = async (app: NestFastifyApplication, username = 'alice'): Promise<number> => {
    const before = fixture.backend.calls.length;
    const offered = await app.get(TemplateCatalogue).templatesFor(actor(username));
    expect(offered.templates.length).toBeGreaterThan(0);
    return fixture.backend.calls.slice(before).length;
  };
  const untilRedisIs = async (state: boolean) => {
    while ([fixture.app, there].some((app) => app.get(Redis).isThere !== state)) {
      await askedBy(fixture.app);
      await askedBy(there);
      await delay(20);
    }
  };

  it('should be fetched once for both, and anew by both at once when the timeout changes', async () => {
    expect(await askedBy(fixture.app)).toBeGreaterThan(0);
    expect(await askedBy(there)).toBe(0);
    expect(await askedBy(there, 'bob')).toBeGreaterThan(0);
    await changeTimeout(there, 3600);
    expect(await askedBy(fixture.app)).toBeGreaterThan(0);
    expect(await askedBy(there)).toBe(0);
  });

  it('should be all that Redis holds: no grant, no secret of the client', async () => {
    await askedBy(fixture.app);
    const held = await server.dump();
    expect(held).toContain('Brief');
    const names = held.split('\n').filter((line) => line.startsWith('kontor:'));
    // Redis is tried by a key of its own, and who watches the connections is agreed on there.
    const ours = names.filter((name) => !/^kontor:(trial|connections:)/.test(name));
    expect(ours.every((name) => name.startsWith('kontor:cache:oneoffixx:'))).toBe(true);
    expect(held).not.toMatch(/token|bearer/i);
  });

  it('should be kept by each instance while Redis is unavailable', async () => {
    await server.kill();
    await untilRedisIs(false);
    await changeTimeout(fixture.app, 3600);
    expect(await askedBy(fixture.app)).toBeGreaterThan(0);
    expect(await askedBy(fixture.app)).toBe(0);
    expect(await askedBy(there)).toBeGreaterThan(0);
    await server.resume();
    await untilRedisIs(true);
    expect(await askedBy(fixture.app)).toBe(0);
    expect(fixture.logged.join()).not.toContain(server.password);
  });

  it('should come a tenth of a second later once when Redis falls silent', async () => {
    server.freeze();
    await changeTimeout(fixture.app, 600);
    expect(await askedBy(fixture.app)).toBeGreaterThan(0);
    expect(fixture.app.get(Redis).isThere).toBe(false);
    expect(await askedBy(fixture.app)).toBe(0);
    server.goOn();
  });
});
