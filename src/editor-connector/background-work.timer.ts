import { Logger } from '@nestjs/common';

export interface RecurringWork {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

/** Work that goes on beside the requests: once at the start, then again and again, never twice at a time. */
export class BackgroundWork {
  readonly #logger = new Logger(BackgroundWork.name);
  readonly #timers = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(private readonly work: readonly RecurringWork[]) {}

  start(): void {
    for (const work of this.work) void this.#round(work);
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  async #round(work: RecurringWork): Promise<void> {
    try {
      await work.run();
    } catch (error) {
      // What is behind these is retried anyway; the status page tells people of it.
      if (!this.#stopped) this.#logger.warn({ work: work.name, err: error });
    }
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#round(work);
    }, work.everyMs).unref();
    this.#timers.add(timer);
  }
}
