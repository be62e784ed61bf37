import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { publishSpan } from '../../platform/timeline/span.js';
import { abandonMemory } from '../stripe-buffers.js';
import { lanesAtExit } from './lanes-at-exit.js';
import type { Answer, Asked, LaneAnswer, LaneCall, LaneFailure, LaneStart } from './lane-calls.js';
import { laneProgram } from './lane-program.js';

export interface LanePatience {
  /** The thread is stuck after this long without any answer. */
  readonly stuckAfterMs: number;
  /** A single call fails after this long, also when others are answered. */
  readonly answerWithinMs: number;
  /** A new thread is tried this long after the lane got stuck. */
  readonly replaceAfterMs: number;
}

/**
 * A busy disk that syncs a large shard may take seconds; a file server that is gone never answers. Saves and reads
 * wait for neither: they continue without a late provider after a second or two.
 */
export const LANE_PATIENCE: LanePatience = {
  stuckAfterMs: 20_000,
  answerWithinMs: 60_000,
  replaceAfterMs: 5_000,
};
/** At shutdown. */
const HURRIED_MS = 1_000;
/** Hung threads cannot be ended, and take eleven megabytes each. */
const MOST_ABANDONED = 4;
/** Cleanup calls to make up for once the directory answers again. */
const MOST_OWED = 1_000;
const NO_ANSWER = 'NO_ANSWER';
const LOOK_EVERY_MS = 1_000;
const ENDS_WITHIN_MS = 1_000;
/** A thread needs little memory: a listing keeps one handle for each level of folders. */
const LIMITS = { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 64, stackSizeMb: 1 };

/** The state of a lane, for metrics and people. */
export interface LaneFigures {
  readonly isStuck: boolean;
  /** Calls without an answer yet. */
  readonly waiting: number;
  /** Hung threads whose calls were given up. */
  readonly abandoned: number;
  /** How often the lane got stuck. */
  readonly timesStuck: number;
}

/** Why a call failed: a system error's code or `NO_ANSWER`, and what the call left behind. */
export class LaneError extends Error {
  override readonly name = 'LaneError';

  constructor(
    readonly code: string,
    message: string,
    /** A retry does not help. */
    readonly isPermanent?: boolean,
    readonly left: Pick<LaneFailure, 'file' | 'isRenamed'> = {},
  ) {
    super(message);
  }
}

interface Call {
  readonly name: LaneCall;
  readonly startedAtMs: number;
  readonly memory: readonly Uint8Array[];
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: LaneError) => void;
}

/**
 * One directory's thread, which runs one call after the other. A call that never returns blocks this lane and
 * nothing else: all waiting calls are rejected, the thread is abandoned, and after a while a new thread tries
 * whether the directory answers. The first thread that answers is used from then on.
 */
export class Lane {
  #thread: LaneThread | undefined;
  readonly #abandoned = new Set<LaneThread>();
  #fresh: LaneThread | undefined;
  #isStuck = false;
  #stuckSinceMs = 0;
  #timesStuck = 0;
  #isClosed = false;
  #replacing: NodeJS.Timeout | undefined;
  readonly #owed: [LaneCall, unknown][] = [];

  constructor(
    private readonly root: string,
    private patience: LanePatience = LANE_PATIENCE,
  ) {}

  get figures(): LaneFigures {
    return {
      isStuck: this.#isStuck,
      waiting: this.#thread?.waiting ?? 0,
      abandoned: this.#abandoned.size,
      timesStuck: this.#timesStuck,
    };
  }

  /** `memory` is shared memory that the thread reads or fills; it is left to the thread if it never answers. */
  ask<C extends LaneCall>(
    call: C,
    asked: Asked<C>,
    memory: readonly Uint8Array[] = [],
  ): Promise<Answer<C>> {
    if (this.#isClosed) return Promise.reject(new LaneError('ECANCELED', 'closed', true));
    if (this.#isStuck) return Promise.reject(this.#stuckError());
    this.#thread ??= this.#start();
    return this.#thread.ask(call, asked, memory) as Promise<Answer<C>>;
  }

  /** For cleanup: never fails, and is made up for later while the lane is stuck. */
  tidy<C extends 'discard' | 'close' | 'endList'>(call: C, asked: Asked<C>): Promise<void> {
    if (!this.#isStuck) return this.ask(call, asked).then(nothing, nothing);
    if (this.#owed.length < MOST_OWED) this.#owed.push([call, asked]);
    return Promise.resolve();
  }

  /** The process is about to end: the lane counts as stuck sooner. */
  hurry(): void {
    this.patience = { ...this.patience, stuckAfterMs: HURRIED_MS };
    this.#thread?.look(this.patience);
  }

  /** Ends the thread, unless it hangs. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#replacing);
    await Promise.all([this.#thread?.end(), this.#fresh?.end()]);
  }

  #start(): LaneThread {
    const thread: LaneThread = new LaneThread(this.root, {
      patience: () => this.patience,
      stuck: () => this.#leave(thread),
      answered: () => this.#answeredBy(thread),
      ended: () => {
        this.#abandoned.delete(thread);
        if (this.#thread === thread) this.#thread = undefined;
      },
    });
    return thread;
  }

  #leave(thread: LaneThread): void {
    this.#abandoned.add(thread);
    thread.giveUpAll(new LaneError(NO_ANSWER, 'no answer', true));
    if (this.#thread !== thread) return;
    this.#thread = undefined;
    this.#isStuck = true;
    this.#timesStuck++;
    this.#stuckSinceMs = performance.now();
    this.#replacing = setTimeout(() => this.#tryFresh(), this.patience.replaceAfterMs).unref();
  }

  #tryFresh(): void {
    if (this.#isClosed || !this.#isStuck || this.#abandoned.size >= MOST_ABANDONED) return;
    const fresh = (this.#fresh = this.#start());
    // An error is an answer, too.
    fresh.ask('look', {}).then(nothing, nothing);
  }

  #answeredBy(thread: LaneThread): void {
    this.#abandoned.delete(thread);
    if (this.#thread === thread) return;
    if (!this.#isStuck || this.#isClosed) {
      void thread.end();
      return;
    }
    this.#isStuck = false;
    this.#thread = thread;
    if (this.#fresh !== thread) this.#retire(this.#fresh);
    this.#fresh = undefined;
    for (const [call, asked] of this.#owed.splice(0))
      void thread.ask(call, asked as never).catch(nothing);
  }

  /** Ends the thread as soon as it answers. */
  #retire(thread: LaneThread | undefined): void {
    if (thread !== undefined) this.#abandoned.add(thread);
  }

  #stuckError(): LaneError {
    const seconds = Math.round((performance.now() - this.#stuckSinceMs) / 1000);
    return new LaneError(NO_ANSWER, `a call has not returned for ${seconds} s`, true);
  }
}

interface ThreadEvents {
  patience(): LanePatience;
  stuck(): void;
  answered(): void;
  ended(): void;
}

/** One thread and its unanswered calls. */
class LaneThread {
  readonly #worker: Worker;
  readonly #calls = new Map<number, Call>();
  readonly #givenUp = new Int32Array(new SharedArrayBuffer(4));
  #lastId = 0;
  #answeredAtMs = 0;
  /** Undefined while the thread starts, which takes seconds on a busy machine and says nothing about the directory. */
  #onlineAtMs: number | undefined;
  #looking: NodeJS.Timeout | undefined;
  #isLeft = false;

  constructor(
    root: string,
    private readonly events: ThreadEvents,
  ) {
    const workerData: LaneStart = { root, givenUp: this.#givenUp };
    this.#worker = new Worker(laneProgram.source, {
      eval: laneProgram.isText,
      workerData,
      resourceLimits: LIMITS,
      // Files outlive the thread that opened them.
      trackUnmanagedFds: false,
    });
    this.#worker.on('message', (answer: LaneAnswer) => this.#answered(answer));
    this.#worker.on('online', () => (this.#onlineAtMs = performance.now()));
    this.#worker.on('error', nothing);
    this.#worker.on('exit', () => this.#ended());
    this.#worker.unref();
    lanesAtExit.add(this);
  }

  get waiting(): number {
    return this.#calls.size;
  }

  ask(call: LaneCall, asked: object, memory: readonly Uint8Array[] = []): Promise<unknown> {
    const id = ++this.#lastId;
    const startedAtMs = performance.now();
    if (this.#calls.size === 0) this.#begin(startedAtMs);
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { name: call, startedAtMs, memory, resolve, reject });
      // A thread has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      this.#worker.postMessage({ id, call, asked }, ownedBy(asked));
    });
  }

  giveUpAll(error: LaneError): void {
    Atomics.store(this.#givenUp, 0, this.#lastId);
    for (const id of [...this.#calls.keys()]) this.#giveUp(id, error);
    this.#isLeft = true;
    this.#rest();
  }

  /** Does not wait for a thread that hangs; it cannot be ended. */
  async end(): Promise<void> {
    if (this.#isLeft) return;
    const ended = this.#worker.terminate();
    if (this.isBusy) await Promise.race([ended, delay(ENDS_WITHIN_MS)]);
    else await ended;
  }

  /** The end of the process must not wait for it. */
  get isBusy(): boolean {
    return this.#isLeft || this.#calls.size > 0;
  }

  /** One turn later: answers that arrived while this thread was busy are in time. */
  look({ stuckAfterMs, answerWithinMs }: LanePatience): void {
    setImmediate(() => {
      const nowMs = performance.now();
      const [oldest] = this.#calls.values();
      if (oldest === undefined) return;
      const quietSinceMs = Math.max(
        this.#answeredAtMs,
        this.#onlineAtMs ?? nowMs,
        oldest.startedAtMs,
      );
      const quietMs = nowMs - quietSinceMs;
      if (quietMs > stuckAfterMs) return this.events.stuck();
      for (const [id, { startedAtMs }] of this.#calls) {
        if (nowMs - startedAtMs <= answerWithinMs) break;
        this.#giveUp(id, new LaneError(NO_ANSWER, 'no answer', true));
      }
    });
  }

  #begin(nowMs: number): void {
    this.#answeredAtMs = nowMs;
    this.#worker.ref();
    this.#looking ??= setInterval(() => this.look(this.events.patience()), LOOK_EVERY_MS).unref();
  }

  /** An idle thread does not keep the process alive. */
  #rest(): void {
    this.#worker.unref();
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #giveUp(id: number, error: LaneError): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    for (const bytes of call?.memory ?? []) abandonMemory(bytes);
    call?.reject(error);
  }

  #answered({ id, answer, failure, workedMs }: LaneAnswer): void {
    this.#answeredAtMs = performance.now();
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (call !== undefined)
      publishSpan({ name: `lane: ${call.name}`, startMs: call.startedAtMs, workedMs });
    if (failure === undefined) call?.resolve(answer);
    else {
      const { code, message, ...left } = failure;
      call?.reject(new LaneError(code, message, undefined, left));
    }
    if (this.#calls.size === 0) this.#rest();
    this.#isLeft = false;
    this.events.answered();
  }

  /** It ran out of memory, or was terminated. */
  #ended(): void {
    lanesAtExit.delete(this);
    this.#isLeft = false;
    for (const id of [...this.#calls.keys()]) {
      this.#giveUp(id, new LaneError('EPIPE', 'the thread ended'));
    }
    this.#rest();
    this.events.ended();
  }
}

/** Copied bytes are transferred to the thread; shared memory is not. */
function ownedBy({ pieces = [] }: { readonly pieces?: readonly Uint8Array[] }): ArrayBuffer[] {
  return pieces.map(({ buffer }) => buffer).filter((memory) => memory instanceof ArrayBuffer);
}

function nothing(): void {}
