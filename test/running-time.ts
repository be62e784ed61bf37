const TICK_MS = 10;

/**
 * Time in which this process had its turns: seconds for which the machine stopped it do not count. For what is promised
 * within some seconds by a Kontor in this process, which does nothing in those either.
 */
export class RunningTime implements Disposable {
  #ms = 0;
  readonly #timer = setInterval(() => (this.#ms += TICK_MS), TICK_MS);

  /** Since it was made. */
  get ms(): number {
    return this.#ms;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
