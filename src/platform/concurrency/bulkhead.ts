/**
 * A semaphore with a queue limit: at most `width` tasks run at once, the others wait. Tasks with priority
 * start before the rest. Each of the two queues holds at most `queueLimit` tasks; a task that finds its queue
 * full is rejected, however empty the other queue is.
 */
export class Bulkhead {
  #running = 0;
  readonly #prioritized: (() => void)[] = [];
  readonly #ordinary: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queueLimit: number,
    private readonly rejection: () => Error,
  ) {}

  async run<Result>(task: () => Promise<Result>, { hasPriority = false } = {}): Promise<Result> {
    await this.#enter(hasPriority ? this.#prioritized : this.#ordinary);
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  async #enter(queue: (() => void)[]): Promise<void> {
    if (this.#running < this.width) {
      this.#running++;
      return;
    }
    if (queue.length >= this.queueLimit) throw this.rejection();
    await new Promise<void>((resolve) => queue.push(resolve));
  }

  /** Hands its slot to the next task in the queue, so that a newcomer cannot take it first. */
  #leave(): void {
    const next = this.#prioritized.shift() ?? this.#ordinary.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
