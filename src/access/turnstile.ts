/** Lets `width` tasks run at once and `queue` more wait; who comes after that is turned away. */
export class Turnstile {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queue: number,
    private readonly turnedAway: () => Error,
  ) {}

  async pass<Result>(task: () => Promise<Result>): Promise<Result> {
    await this.#enter();
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < this.width) {
      this.#running++;
      return;
    }
    if (this.#waiting.length >= this.queue) throw this.turnedAway();
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The place is handed to the next one, so nobody can slip in between. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
