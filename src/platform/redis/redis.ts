import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { RedisClientType } from 'redis';
import type { Secret } from '../config/secret.js';
import { tryCommands } from './redis-trial.js';

/** Redis did not carry out a command, in time or at all. Every caller has a fallback; people never see this. */
export class RedisFailure extends Error {
  override readonly name = 'RedisFailure';

  constructor(
    message: string,
    /** Redis works, and refused this command: it would refuse it again. */
    readonly isRefusal = false,
  ) {
    super(message);
  }
}

/** The longest time that a request waits for Redis. */
const ANSWER_MS = 100;
const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 50;
const DEFAULT_PORT = 6379;
/** How often an unreachable Redis is probed, and after how many probes the connection is opened anew. */
const PROBE_MS = 500;
const PROBES_PER_CALL = 10;
const MAX_QUEUED = 2_000;
/**
 * First words of error replies that are about the server and not the command: a replica after a failover, no memory
 * left, still loading, wrong credentials, a user without the right, a failing disk, a broken cluster.
 */
const UNWELL = new Set([
  'READONLY',
  'OOM',
  'LOADING',
  'NOAUTH',
  'WRONGPASS',
  'NOPERM',
  'MISCONF',
  'MASTERDOWN',
  'NOREPLICAS',
  'CLUSTERDOWN',
  'BUSY',
  'ERR max number of clients reached',
]);

/** Reports the connection and the commands to the log and the metrics. Never contains the address. */
export interface RedisWatch {
  available(): void;
  unavailable(reason: string): void;
  asked(outcome: 'answered' | 'failed' | 'refused'): void;
}

/**
 * The only connection of the process to Redis. While Redis is unreachable, does not answer, or refuses what we need,
 * commands are rejected at once instead of waiting, and probes run until a trial of all commands succeeds.
 */
export class Redis {
  readonly #returned = new Set<() => void>();
  #isAvailable = false;
  #stopped = false;
  #probing = false;
  #trial: Promise<boolean> | undefined;
  /** Why Redis is unavailable. */
  #reason = 'no answer yet';
  #isReported = false;

  private constructor(
    /** For cache-manager-redis-yet, which takes a client; use it inside `ask`. */
    readonly client: RedisClientType,
    private readonly watch: RedisWatch,
    private readonly answerMs: number,
  ) {}

  /** Resolves when Redis answers, or without it after `patienceMs`. Afterwards a command may take `answerMs`. */
  static async connect(
    url: Secret,
    watch: RedisWatch,
    patienceMs = 1_000,
    answerMs = ANSWER_MS,
  ): Promise<Redis> {
    // Loaded only with REDIS_URL: the package takes a seventh of the start time.
    const { createClient } = await import('redis');
    const client: RedisClientType = createClient({
      ...addressIn(url),
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_QUEUED,
      socket: {
        ...socketTo(url),
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (attempt) =>
          Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS),
      },
    });
    const redis = new Redis(client, watch, answerMs);
    client.on('error', (error: unknown) => redis.#lost(reasonOf(error)));
    const there = new Promise<void>((resolve) => redis.onReturn(resolve));
    client.on('ready', () => void redis.#probe());
    redis.#call();
    await Promise.race([there, delay(patienceMs, undefined, { ref: false })]);
    redis.#tellAway();
    return redis;
  }

  get isThere(): boolean {
    return this.#isAvailable;
  }

  /** `listener` runs whenever Redis becomes available, also for the first time. */
  onReturn(listener: () => void): void {
    this.#returned.add(listener);
  }

  /** Rejects with a `RedisFailure`, after a tenth of a second at the latest unless told otherwise. */
  async ask<T>(work: (client: RedisClientType) => Promise<T>): Promise<T> {
    if (!this.#isAvailable) {
      this.watch.asked('refused');
      throw new RedisFailure(`unavailable: ${this.#reason}`);
    }
    try {
      const answer = await this.#inTime(work(this.client));
      this.watch.asked('answered');
      return answer;
    } catch (error) {
      this.watch.asked('failed');
      if (error instanceof RedisFailure || isUnwell(error)) {
        this.#giveUp(error);
        throw error instanceof RedisFailure ? error : new RedisFailure(reasonOf(error));
      }
      throw new RedisFailure(reasonOf(error), await this.#stillWorks());
    }
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#isAvailable = false;
    if (this.client.isOpen) await this.client.disconnect();
  }

  #giveUp(error: unknown): void {
    this.#lost(reasonOf(error));
    void this.#probe();
  }

  /**
   * Whether an error that says nothing of the server was about the command alone. A transaction that was refused says
   * EXECABORT whatever the reason, so the trial tells them apart.
   */
  async #stillWorks(): Promise<boolean> {
    if (await this.#takesTrial()) return this.#isAvailable;
    void this.#probe();
    return false;
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const late = new AbortController();
    try {
      return await Promise.race([answer, tooLate(this.answerMs, late.signal)]);
    } finally {
      late.abort();
      answer.catch(() => undefined);
    }
  }

  #found(): void {
    if (this.#isAvailable) return;
    this.#isAvailable = true;
    this.#isReported = false;
    this.watch.available();
    for (const listener of this.#returned) listener();
  }

  #lost(reason: string): void {
    if (this.#stopped) return;
    this.#reason = reason;
    if (!this.#isAvailable) return;
    this.#isAvailable = false;
    this.#tellAway();
  }

  #tellAway(): void {
    if (this.#isAvailable || this.#isReported) return;
    this.#isReported = true;
    this.watch.unavailable(this.#reason);
  }

  /** Until it takes something; a connection that stays silent, or leads to the wrong server, is given up for a new one. */
  async #probe(): Promise<void> {
    if (this.#probing) return;
    this.#probing = true;
    for (let count = 1; !this.#stopped && !this.#isAvailable; count++) {
      if (await this.#takesTrial()) this.#found();
      else if (count % PROBES_PER_CALL === 0) await this.#callAnew();
      if (!this.#isAvailable) await delay(PROBE_MS, undefined, { ref: false });
    }
    this.#probing = false;
  }

  /** One at a time, whoever asks. */
  #takesTrial(): Promise<boolean> {
    if (!this.client.isReady) return Promise.resolve(false);
    this.#trial ??= this.#inTime(tryCommands(this.client))
      .then(
        () => true,
        (error: unknown) => {
          this.#lost(reasonOf(error));
          return false;
        },
      )
      .finally(() => (this.#trial = undefined));
    return this.#trial;
  }

  async #callAnew(): Promise<void> {
    if (this.client.isOpen) await this.client.disconnect().catch(() => undefined);
    if (!this.#stopped) this.#call();
  }

  /** Goes on calling by itself until it gets through; rejects only when hung up meanwhile. */
  #call(): void {
    this.client.connect().catch(() => undefined);
  }
}

/** A process that was busy itself, as it is at its start, first reads the answers that have come meanwhile. */
async function tooLate(ms: number, signal: AbortSignal): Promise<never> {
  await delay(ms, undefined, { signal });
  await nextTurn(undefined, { signal });
  throw new RedisFailure('no answer in time');
}

/** What it said itself begins with a word in capitals, or with ERR and a sentence. */
const firstWordOf = ({ message }: Error): string =>
  /^(?:ERR max number of clients reached|[A-Z]{2,})\b/.exec(message)?.[0] ?? '';

const isUnwell = (error: unknown): boolean =>
  error instanceof Error && UNWELL.has(firstWordOf(error));

/** A code, a word of its own or a class: messages of the driver may quote what was sent. */
function reasonOf(error: unknown): string {
  if (error instanceof RedisFailure) return error.message;
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string') return code;
  if (!(error instanceof Error)) return 'failed';
  return firstWordOf(error) || error.constructor.name;
}

/** Not as a URL: the client takes the brackets of an IPv6 address for a part of the name. */
export function addressIn(url: Secret) {
  const { username, password, pathname } = new URL(url.reveal());
  const database = Number(pathname.slice(1));
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(database > 0 && { database }),
  };
}

export function socketTo(url: Secret) {
  const { protocol, hostname, port } = new URL(url.reveal());
  const host = hostname.replace(/^\[|\]$/g, '');
  const where = { host: host === '' ? 'localhost' : host, port: Number(port || DEFAULT_PORT) };
  return protocol === 'rediss:' ? { ...where, tls: true as const } : where;
}
