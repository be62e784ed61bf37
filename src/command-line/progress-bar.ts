import type { Terminal } from './terminal.js';

const WIDTH = 30;
const PERCENT = 100;

/** One line that is drawn over itself; each percent once, so that a log of it stays short. */
export class ProgressBar {
  #shown = '';

  constructor(private readonly terminal: Terminal) {}

  show(done: number, total: number, what: string): void {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const filled = Math.round(share * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    const line = `${bar} ${String(Math.floor(share * PERCENT)).padStart(3)} %  ${what}`;
    if (line === this.#shown) return;
    this.terminal.stderr.write(`\r${line.padEnd(this.#shown.length)}`);
    this.#shown = line;
  }

  end(): void {
    if (this.#shown !== '') this.terminal.stderr.write('\n');
    this.#shown = '';
  }
}
