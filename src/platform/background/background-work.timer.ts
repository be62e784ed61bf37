import { Logger } from '@nestjs/common';
import { isAppError } from '../errors/app-error.js';

/** One background job that runs again and again. */
export interface RecurringWork {
  readonly name: string;
  readonly everyMs: number;
  /** Returns early when `stop` aborts; the next run, or another instance, does the rest. */
  run(stop: AbortSignal): Promise<void>;
}

/** Runs each job at the start and then `everyMs` after its last run ended, never twice at a time. */
export class BackgroundWork {
  readonly #logger = new Logger(BackgroundWork.name);
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();
  /** Of each job that failed last, why. */
  readonly #failing = new Map<RecurringWork, string>();

  constructor(private readonly work: readonly RecurringWork[]) {}

  start(): void {
    for (const work of this.work) this.#start(work);
  }

  /** Resolves when no job is running any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #start(work: RecurringWork): void {
    const running = this.#runOnce(work).finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #runOnce(work: RecurringWork): Promise<void> {
    const { signal } = this.#stop;
    try {
      await work.run(signal);
      this.#succeeded(work);
    } catch (error) {
      if (!signal.aborted) this.#failed(work, error);
    }
    if (signal.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#start(work);
    }, work.everyMs).unref();
    this.#timers.add(timer);
  }

  /** The next run tries again; the same failure is said once, however long it lasts. */
  #failed(work: RecurringWork, error: unknown): void {
    const reason = isAppError(error) ? error.code : String(error);
    if (this.#failing.get(work) === reason) return;
    this.#failing.set(work, reason);
    this.#logger.warn({ work: work.name, err: error });
  }

  #succeeded(work: RecurringWork): void {
    if (this.#failing.delete(work)) this.#logger.log({ work: work.name, msg: 'works again' });
  }
}
