import { afterEach, describe, expect, it } from '@jest/globals';
import { Secret } from '../../src/platform/config/secret.js';
import { Redis, type RedisWatch } from '../../src/platform/redis/redis.js';
import { startRedis, UNHURRIED_MS, type RunningRedis } from '../start-redis.js';

class Seen implements RedisWatch {
  readonly events: string[] = [];
  readonly #waiting: (() => void)[] = [];

  available = () => this.#note('there');
  unavailable = (reason: string) => this.#note(`unavailable: ${reason}`);
  asked = () => undefined;

  /** Resolves when `there` was seen that often. */
  thereTimes(count: number): Promise<void> {
    return this.until(() => this.events.filter((event) => event === 'there').length >= count);
  }

  async until(passes: () => boolean): Promise<void> {
    while (!passes()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #note(event: string): void {
    this.events.push(event);
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

describe('Redis', () => {
  let server: RunningRedis;
  let redis: Redis;
  let seen: Seen;

  const connect = async ({ there = true, answerMs = UNHURRIED_MS } = {}) => {
    server = await startRedis({ there });
    seen = new Seen();
    redis = await Redis.connect(new Secret(server.url), seen, 30_000 * Number(there), answerMs);
  };
  /** `unavailable` with that reason, after so many events. */
  const unavailableWith = (reason: string) =>
    seen.until(() => seen.events.at(-1) === `unavailable: ${reason}`);
  const set = () => redis.ask((client) => client.set('a', 'b'));
  afterEach(async () => {
    await redis.close();
    await server.stop();
  });

  it('should come and go without help', async () => {
    await connect();
    expect(await set()).toBe('OK');
    let returns = 0;
    redis.onReturn(() => returns++);
    await server.kill();
    await expect(set()).rejects.toMatchObject({ name: 'RedisFailure' });
    await server.resume();
    await seen.thereTimes(2);
    expect(returns).toBe(1);
    expect(await set()).toBe('OK');
    expect(seen.events.join()).not.toContain(server.password);
  });

  it('should start without it', async () => {
    await connect({ there: false });
    expect(redis.isThere).toBe(false);
    // On a busy machine the refusal may come after the start has gone on.
    expect(seen.events).toEqual([
      expect.stringMatching(/^unavailable: (ECONNREFUSED|no answer yet)$/),
    ]);
    await expect(set()).rejects.toThrow('unavailable: ');
    await server.resume();
    await seen.thereTimes(1);
    expect(await set()).toBe('OK');
  });

  it('should hold one request up for a moment when it falls silent, and no others', async () => {
    await connect({ answerMs: 100 });
    server.freeze();
    await expect(set()).rejects.toThrow('no answer in time');
    expect(redis.isThere).toBe(false);
    for (let i = 0; i < 100; i++) await expect(set()).rejects.toThrow('unavailable');
    server.goOn();
    await seen.thereTimes(2);
    expect(await set()).toBe('OK');
  });

  it.each([
    ['READONLY', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    ['OOM', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
    ['NOPERM', ['ACL', 'SETUSER', 'default', '-set'], ['ACL', 'SETUSER', 'default', '+set']],
  ])(
    'should leave one alone that says %s, and return to it by itself',
    async (reason, to, back) => {
      await connect();
      let returns = 0;
      redis.onReturn(() => returns++);
      await server.configure(...to);
      await expect(set()).rejects.toThrow(reason);
      await unavailableWith(reason);
      expect(redis.isThere).toBe(false);
      await expect(redis.ask((client) => client.ping())).rejects.toThrow(`unavailable: ${reason}`);
      await server.configure(...back);
      await seen.thereTimes(2);
      expect(returns).toBe(1);
      expect(await set()).toBe('OK');
    },
  );

  /** Within a transaction every refusal is EXECABORT. */
  it.each([
    ['READONLY', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
    ['NOPERM', ['ACL', 'SETUSER', 'default', '-rpush'], ['ACL', 'SETUSER', 'default', '+rpush']],
  ])('should learn from a refused transaction alone that it says %s', async (reason, to, back) => {
    await connect();
    const keep = () => redis.ask((client) => client.multi().set('b', 'c').rPush('d', 'e').exec());
    await keep();
    await server.configure(...to);
    await expect(keep()).rejects.toMatchObject({ isRefusal: false });
    await unavailableWith(reason);
    await server.configure(...back);
    await seen.thereTimes(2);
    expect(await keep()).toEqual(['OK', 2]);
  });

  it('should stay away from one that lets it run all commands but scripts', async () => {
    await connect();
    const script = () => redis.ask((client) => client.eval('return 1'));
    expect(await script()).toBe(1);
    await server.configure('ACL', 'SETUSER', 'default', '-eval');
    await expect(script()).rejects.toThrow('NOPERM');
    await unavailableWith('NOPERM');
    // What the first probe sent is answered before these.
    for (let i = 0; i < 5; i++) await redis.client.get('a');
    expect(redis.isThere).toBe(false);
    await server.configure('ACL', 'SETUSER', 'default', '+eval');
    await seen.thereTimes(2);
    expect(seen.events).toEqual(['there', 'unavailable: NOPERM', 'there']);
  });

  it('should say at once that a password is missing', async () => {
    server = await startRedis();
    seen = new Seen();
    const url = new URL(server.url);
    url.password = '';
    redis = await Redis.connect(new Secret(url.href), seen, 2_000, UNHURRIED_MS);
    await unavailableWith('NOAUTH');
    await expect(set()).rejects.toThrow('unavailable: NOAUTH');
  });

  it('should find one at an IPv6 address', async () => {
    server = await startRedis();
    seen = new Seen();
    const url = new Secret(server.url.replace('127.0.0.1', '[::1]'));
    redis = await Redis.connect(url, seen, 30_000, UNHURRIED_MS);
    expect(await set()).toBe('OK');
  });

  it('should say a wrong command and no more', async () => {
    await connect();
    await set();
    const wrong = redis.ask((client) => client.lRange('a', 0, -1));
    await expect(wrong).rejects.toMatchObject({ message: 'WRONGTYPE', isRefusal: true });
    expect(redis.isThere).toBe(true);
    expect(seen.events).toEqual(['there']);
  });
});
