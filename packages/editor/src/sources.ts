/** So often the person is asked in one opening: whoever names ever more documents, is no spreadsheet. */
const MOST_QUESTIONS = 20;
const MOST_WAITING = 200;

/** Which documents the editor may take data from, as long as it is open. */
export class Sources {
  readonly #allowed = new Set<string>();
  readonly #refused = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #questions = 0;

  /** One after the other, in the order in which the editor asks. */
  next(work: () => Promise<void>): void {
    if (this.#waiting >= MOST_WAITING) return;
    this.#waiting++;
    this.#last = this.#last.then(work).finally(() => this.#waiting--);
  }

  isAllowed(id: string): boolean {
    return this.#allowed.has(id);
  }

  /** False once the person was asked and did not agree. */
  mayAsk(id: string): boolean {
    return this.isAllowed(id) || (!this.#refused.has(id) && this.#questions < MOST_QUESTIONS);
  }

  allow(id: string): void {
    this.#refused.delete(id);
    this.#allowed.add(id);
  }

  refuse(id: string): void {
    this.#questions++;
    this.#refused.add(id);
  }
}
