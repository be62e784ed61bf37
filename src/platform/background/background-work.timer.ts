import { Logger } from '@nestjs/common';

export interface RecurringWork {
  readonly name: string;
  readonly everyMs: number;
  /** Ends early when told to stop; what it leaves is done by the next round, or by another instance. */
  run(stop: AbortSignal): Promise<void>;
}

/** Work that goes on beside the requests: once at the start, then again and again, never twice at a time. */
export class BackgroundWork {
  readonly #logger = new Logger(BackgroundWork.name);
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(private readonly work: readonly RecurringWork[]) {}

  start(): void {
    for (const work of this.work) this.#begin(work);
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#running);
  }

  #begin(work: RecurringWork): void {
    const round = this.#round(work).finally(() => this.#running.delete(round));
    this.#running.add(round);
  }

  async #round(work: RecurringWork): Promise<void> {
    const { signal } = this.#stop;
    try {
      await work.run(signal);
    } catch (error) {
      // What is behind these is retried anyway; the status page tells people of it.
      if (!signal.aborted) this.#logger.warn({ work: work.name, err: error });
    }
    if (signal.aborted) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#begin(work);
    }, work.everyMs).unref();
    this.#timers.add(timer);
  }
}
