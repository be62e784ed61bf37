import type { RedisClientType } from 'redis';
import { beforeAbort } from '../concurrency/before-abort.js';
import type { Secret } from '../config/secret.js';
import { addressIn, socketTo } from './redis.js';
import { tryCommands } from './redis-trial.js';

export type RedisFault =
  'redis-password' | 'redis-permission' | 'redis-read-only' | 'redis-memory' | 'redis-refuses';

/** Redis answered with an error that prevents its use. */
export class RedisRefuses extends Error {
  override readonly name = 'RedisRefuses';

  constructor(
    readonly fault: RedisFault,
    /** The first word of its answer, such as `NOAUTH`. */
    readonly word: string,
  ) {
    super(word);
  }
}

const CONNECT_MS = 3_000;

const BY_WORD: Readonly<Record<string, RedisFault>> = {
  NOAUTH: 'redis-password',
  WRONGPASS: 'redis-password',
  NOPERM: 'redis-permission',
  READONLY: 'redis-read-only',
  OOM: 'redis-memory',
};

/**
 * Tries every command that Kontor uses, on a separate connection, which ends with `signal` at the latest: the driver
 * waits for an answer without a limit. Rejects with `RedisRefuses` or the network's error.
 */
export async function proveRedis(url: Secret, signal: AbortSignal): Promise<void> {
  const { createClient } = await import('redis');
  const client: RedisClientType = createClient({
    ...addressIn(url),
    socket: { ...socketTo(url), connectTimeout: CONNECT_MS, reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  try {
    await beforeAbort(
      client.connect().then(() => tryCommands(client)),
      signal,
    );
  } catch (error) {
    throw refusalIn(error) ?? error;
  } finally {
    if (client.isOpen) await client.disconnect().catch(() => undefined);
  }
}

function refusalIn(error: unknown): RedisRefuses | undefined {
  // The driver's errors about a lost connection have a code or their own class; Redis' replies have neither.
  if (!(error instanceof Error) || 'code' in error || error.constructor.name !== 'ErrorReply') {
    const { message } = error as { message?: unknown };
    const known = /^(?:NOAUTH|WRONGPASS|NOPERM|READONLY|OOM)\b/.exec(String(message))?.[0];
    return known === undefined ? undefined : new RedisRefuses(BY_WORD[known]!, known);
  }
  const word = /^[A-Z]{3,20}\b/.exec(error.message)?.[0] ?? 'ERR';
  const isPassword = /invalid password|without any password/i.test(error.message);
  const fault = isPassword ? 'redis-password' : (BY_WORD[word] ?? 'redis-refuses');
  return new RedisRefuses(fault, word);
}
