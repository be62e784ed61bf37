import { say, type Terminal } from './terminal.js';

const WIDTH = 30;
const STEP_PERCENT = 10;

/** How far a long command is: a bar that fills for eyes, now and then a line for logs. */
export class ProgressLines {
  #saidPercent = -1;
  #isOpen = false;

  constructor(
    private readonly terminal: Terminal,
    private readonly what: string,
  ) {}

  show({ done, total }: { readonly done: number; readonly total: number }): void {
    // More may turn up while one works.
    const all = Math.max(total, done, 1);
    const percent = total === 0 ? 100 : Math.floor((Math.max(0, done) / all) * 100);
    const text = `${this.what}: ${Math.max(0, done)} of ${total} (${percent} %)`;
    if (this.terminal.stdout.isTTY === true) {
      const filled = Math.round((percent / 100) * WIDTH);
      const bar = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}`;
      this.terminal.stdout.write(`\r[${bar}] ${text}\u001b[K`);
      this.#isOpen = true;
    } else if (percent >= this.#saidPercent + STEP_PERCENT || percent < this.#saidPercent) {
      this.#saidPercent = percent - (percent % STEP_PERCENT);
      say(this.terminal, text);
    }
  }

  end(): void {
    if (this.#isOpen) this.terminal.stdout.write('\n');
    this.#isOpen = false;
  }
}
