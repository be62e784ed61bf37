import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { TemplateCatalogue } from '../../src/oneoffixx/index.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { startRedis, type RunningRedis } from '../start-redis.js';
import { actor, changeTimeout, startOneoffixxDesk, type OneoffixxDesk } from './oneoffixx-desk.js';

describe('template lists of two instances with Redis', () => {
  let server: RunningRedis;
  let desk: OneoffixxDesk;
  let there: NestFastifyApplication;

  beforeAll(async () => {
    server = await startRedis();
    desk = await startOneoffixxDesk({ api: '2021', env: { REDIS_URL: server.url } });
    there = await desk.another();
  });
  afterAll(async () => {
    await desk.stop();
    await server.stop();
  });

  /** How many lists the backend was asked for. */
  const askedBy = async (app: NestFastifyApplication, username = 'alice'): Promise<number> => {
    const before = desk.backend.calls.length;
    const offered = await app.get(TemplateCatalogue).templatesFor(actor(username));
    expect(offered.templates.length).toBeGreaterThan(0);
    return desk.backend.calls.slice(before).length;
  };
  const untilRedisIs = async (state: boolean) => {
    while ([desk.app, there].some((app) => app.get(Redis).isThere !== state)) {
      await askedBy(desk.app);
      await askedBy(there);
      await delay(20);
    }
  };

  it('should be fetched once for both, and anew by both at once when the timeout changes', async () => {
    expect(await askedBy(desk.app)).toBeGreaterThan(0);
    expect(await askedBy(there)).toBe(0);
    expect(await askedBy(there, 'bob')).toBeGreaterThan(0);
    await changeTimeout(there, 3600);
    expect(await askedBy(desk.app)).toBeGreaterThan(0);
    expect(await askedBy(there)).toBe(0);
  });

  it('should be all that Redis holds: no grant, no secret of the client', async () => {
    await askedBy(desk.app);
    const held = await server.dump();
    expect(held).toContain('Brief');
    const names = held.split('\n').filter((line) => line.startsWith('kontor:'));
    // Redis is tried by a key of its own, and who watches the connections is agreed on there.
    const ours = names.filter((name) => !/^kontor:(trial|connections:)/.test(name));
    expect(ours.every((name) => name.startsWith('kontor:cache:oneoffixx:'))).toBe(true);
    expect(held).not.toMatch(/token|bearer/i);
  });

  it('should be kept by each instance while Redis is away', async () => {
    await server.kill();
    await untilRedisIs(false);
    await changeTimeout(desk.app, 3600);
    expect(await askedBy(desk.app)).toBeGreaterThan(0);
    expect(await askedBy(desk.app)).toBe(0);
    expect(await askedBy(there)).toBeGreaterThan(0);
    await server.resume();
    await untilRedisIs(true);
    expect(await askedBy(desk.app)).toBe(0);
    expect(desk.logged.join()).not.toContain(server.password);
  });

  it('should come a tenth of a second later once when Redis falls silent', async () => {
    server.freeze();
    await changeTimeout(desk.app, 600);
    expect(await askedBy(desk.app)).toBeGreaterThan(0);
    expect(desk.app.get(Redis).isThere).toBe(false);
    expect(await askedBy(desk.app)).toBe(0);
    server.goOn();
  });
});
