import { setTimeout as delay } from 'node:timers/promises';
import type { RedisClientType } from 'redis';
import type { Secret } from '../config/secret.js';
import { RedisFailure } from './redis-failure.js';

/** A request never waits longer for it. */
const ANSWER_MS = 100;
const CONNECT_MS = 2_000;
const LONGEST_PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 50;
/** How often one that fell silent is asked whether it is there again, and after how many times we call anew. */
const PROBE_MS = 500;
const PROBES_PER_CALL = 10;
const MAX_QUEUED = 2_000;

/** What happened to the connection or a command: for the log and the metrics. Never carries the address. */
export interface RedisWatch {
  there(): void;
  away(reason: string): void;
  asked(outcome: 'answered' | 'failed' | 'refused'): void;
}

/**
 * The process's one connection to Redis. It may come and go: while it is away, or silent, commands are refused
 * at once instead of waiting, and it is called again until it answers.
 */
export class Redis {
  readonly #returned = new Set<() => void>();
  #there = false;
  #stopped = false;
  #probing = false;

  private constructor(
    /** For cache-manager-redis-yet, which takes a client; use it inside `ask`. */
    readonly client: RedisClientType,
    private readonly watch: RedisWatch,
  ) {}

  /** Resolves when it is there, or after a moment without it. */
  static async connect(url: Secret, watch: RedisWatch, patienceMs = 1_000): Promise<Redis> {
    // Loaded only by who has one: it takes a seventh of a start without it.
    const { createClient } = await import('redis');
    const client: RedisClientType = createClient({
      url: url.reveal(),
      disableOfflineQueue: true,
      commandsQueueMaxLength: MAX_QUEUED,
      socket: {
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (attempt) =>
          Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MS),
      },
    });
    const redis = new Redis(client, watch);
    client.on('error', (error: unknown) => redis.#lost(reasonOf(error)));
    const ready = new Promise<void>((resolve) => {
      client.on('ready', () => {
        redis.#found();
        resolve();
      });
    });
    redis.#call();
    await Promise.race([ready, delay(patienceMs, undefined, { ref: false })]);
    return redis;
  }

  get isThere(): boolean {
    return this.#there;
  }

  /** Runs when it answers after it did not, also for the first time. */
  onReturn(listener: () => void): void {
    this.#returned.add(listener);
  }

  /** Rejects with a `RedisFailure`, after a tenth of a second at the latest. */
  async ask<T>(work: (client: RedisClientType) => Promise<T>): Promise<T> {
    if (!this.#there) {
      this.watch.asked('refused');
      throw new RedisFailure('away');
    }
    try {
      const answer = await this.#inTime(work(this.client));
      this.watch.asked('answered');
      return answer;
    } catch (error) {
      this.watch.asked('failed');
      if (error instanceof RedisFailure) this.#fellSilent();
      throw error instanceof RedisFailure ? error : new RedisFailure(reasonOf(error));
    }
  }

  async close(): Promise<void> {
    this.#stopped = true;
    this.#there = false;
    if (this.client.isOpen) await this.client.disconnect();
  }

  async #inTime<T>(answer: Promise<T>): Promise<T> {
    const late = new AbortController();
    try {
      return await Promise.race([answer, tooLate(late.signal)]);
    } finally {
      late.abort();
      answer.catch(() => undefined);
    }
  }

  #found(): void {
    if (this.#there) return;
    this.#there = true;
    this.watch.there();
    for (const listener of this.#returned) listener();
  }

  #lost(reason: string): void {
    if (this.#stopped || !this.#there) return;
    this.#there = false;
    this.watch.away(reason);
  }

  #fellSilent(): void {
    this.#lost('no answer in time');
    if (!this.#probing) void this.#probe();
  }

  /** Until it answers; a connection that stays silent is given up for a new one. */
  async #probe(): Promise<void> {
    this.#probing = true;
    for (let count = 1; !this.#stopped && !this.#there; count++) {
      await delay(PROBE_MS, undefined, { ref: false });
      if (await this.#answersPing()) this.#found();
      else if (count % PROBES_PER_CALL === 0) await this.#callAnew();
    }
    this.#probing = false;
  }

  #answersPing(): Promise<boolean> {
    if (!this.client.isReady) return Promise.resolve(false);
    return this.#inTime(this.client.ping()).then(
      () => true,
      () => false,
    );
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

async function tooLate(signal: AbortSignal): Promise<never> {
  await delay(ANSWER_MS, undefined, { signal });
  throw new RedisFailure('no answer in time');
}

/** A code or a class: messages of the driver may quote what was sent. */
function reasonOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.constructor.name : 'failed';
}
