import { randomUUID } from 'node:crypto';
import type { RedisClientType } from 'redis';

/** Nothing of a trial stays, even if it is cut off. */
const KEPT_MS = 1_000;

/** As the limits count (`rate-limiter-flexible`). */
const COUNT = `
redis.call('set', KEYS[1], 0, 'EX', ARGV[1], 'NX')
redis.call('incrby', KEYS[1], ARGV[1])
redis.call('expire', KEYS[1], ARGV[1])
return redis.call('pttl', KEYS[1])`;

/**
 * Every command that Kontor sends, once, on keys of this trial alone: a Redis that takes some of them and refuses others
 * (a user without all rights, a replica, no memory left) is of no use. One by one, because a refusal within a transaction
 * says EXECABORT and no reason; the transaction comes last. Rejects with what Redis said first.
 */
export async function tryCommands(client: RedisClientType): Promise<void> {
  const name = `kontor:trial:${randomUUID()}`;
  const list = `${name}:list`;
  const life = { PX: KEPT_MS };
  const [, , value] = await Promise.all([
    client.set(name, '1', life),
    client.incrBy(name, 1),
    client.get(name),
    client.mGet([name]),
    client.pTTL(name),
    client.exists(name),
    client.rPush(list, '1'),
    client.pExpire(list, KEPT_MS),
    client.lRange(list, 0, -1),
    client.lTrim(list, 0, -1),
    client.lRem(list, 1, '1'),
    client.lPop(list),
    client.del([name, list]),
    client.eval(COUNT, { keys: [name], arguments: ['1'] }),
    client.multi().set(name, '', life).del(name).exec(),
  ]);
  if (value !== '2') throw new Error('Redis returned another value than the one it was given');
}
