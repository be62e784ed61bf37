import { Logger } from '@nestjs/common';

const EVERY_MS = 10 * 60 * 1000;

/** Cleans up now and then, beside the requests, one round after the other. */
export class Housekeeping {
  readonly #logger = new Logger(Housekeeping.name);
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly rounds: readonly (() => Promise<void>)[]) {}

  start(): void {
    void this.#work();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** What fails is tried again in the next round. */
  async #work(): Promise<void> {
    for (const round of this.rounds) {
      await round().catch((error: unknown) => {
        if (!this.#stopped) this.#logger.warn({ err: error });
      });
    }
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#work(), EVERY_MS).unref();
  }
}
