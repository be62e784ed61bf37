import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { works } from '../../src/connections/connection.js';
import { oncePerInstallation } from '../../src/connections/once-per-installation.redis.js';
import { Secret } from '../../src/platform/config/secret.js';
import { Redis } from '../../src/platform/redis/redis.js';
import { startRedis, UNHURRIED_MS, type RunningRedis } from '../start-redis.js';

const watch = { available: () => undefined, unavailable: () => undefined, asked: () => undefined };
const signal = new AbortController().signal;

let server: RunningRedis;
let instances: Redis[];

beforeAll(async () => {
  server = await startRedis();
  instances = await Promise.all(
    [1, 2].map(() => Redis.connect(new Secret(server.url), watch, 20_000, UNHURRIED_MS)),
  );
});
afterAll(async () => {
  await Promise.all(instances.map((redis) => redis.close()));
  await server.stop();
});

it('should ask for one conversion in an installation, and tell the others what was found', async () => {
  let asked = 0;
  const run = async () => works(`round ${++asked}`);
  const [first, second] = instances.map((redis) => oncePerInstallation(redis, run));
  expect(await first!(signal)).toEqual(works('round 1'));
  expect(await second!(signal)).toMatchObject({ state: 'ok', detail: 'round 1' });
  expect(asked).toBe(1);
});

it('should ask for itself while Redis is unavailable', async () => {
  await server.kill();
  let asked = 0;
  const run = oncePerInstallation(instances[0], async () => works(`own ${++asked}`));
  expect(await run(signal)).toEqual(works('own 1'));
});
