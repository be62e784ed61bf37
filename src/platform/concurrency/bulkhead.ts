/**
 * Lets `width` tasks run at once; others wait, those that go first before the rest. Each of the two kinds has
 * room for `queue` waiting ones; who comes after that is turned away, and never because of the other kind.
 */
export class Turnstile {
  #running = 0;
  readonly #first: (() => void)[] = [];
  readonly #rest: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly queue: number,
    private readonly turnedAway: () => Error,
  ) {}

  async pass<Result>(task: () => Promise<Result>, { first = false } = {}): Promise<Result> {
    await this.#enter(first ? this.#first : this.#rest);
    try {
      return await task();
    } finally {
      this.#leave();
    }
  }

  async #enter(waiting: (() => void)[]): Promise<void> {
    if (this.#running < this.width) {
      this.#running++;
      return;
    }
    if (waiting.length >= this.queue) throw this.turnedAway();
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** The place is handed to the next one, so nobody can slip in between. */
  #leave(): void {
    const next = this.#first.shift() ?? this.#rest.shift();
    if (next === undefined) this.#running--;
    else next();
  }
}
