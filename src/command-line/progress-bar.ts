/** Where progress is shown. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 30;
const PERCENT = 100;
const STEP_PERCENT = 10;

/**
 * The progress of a long command: on a terminal one bar that is redrawn in place. Into a pipe or a file it writes
 * the same bar, one line for every tenth, or nothing.
 */
export class ProgressBar {
  #drawn = '';
  #linePercent = -1;

  constructor(
    private readonly output: Output,
    private readonly whenPiped: 'bar' | 'lines' | 'nothing',
  ) {}

  show(done: number, total: number, what: string): void {
    const share = total === 0 ? 1 : Math.min(1, Math.max(0, done) / total);
    const percent = Math.floor(share * PERCENT);
    if (this.output.isTTY === true || this.whenPiped === 'bar') this.#draw(share, percent, what);
    else if (this.whenPiped === 'lines') this.#writeLine(percent, what);
  }

  /** Ends the line of the bar. */
  end(): void {
    if (this.#drawn !== '') this.output.write('\n');
    this.#drawn = '';
  }

  #draw(share: number, percent: number, what: string): void {
    const filled = Math.round(share * WIDTH);
    const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
    const line = `${bar} ${String(percent).padStart(3)} %  ${what}`;
    if (line === this.#drawn) return;
    this.output.write(`\r${line.padEnd(this.#drawn.length)}`);
    this.#drawn = line;
  }

  /** The percentage falls when more work turns up. */
  #writeLine(percent: number, what: string): void {
    if (percent < this.#linePercent + STEP_PERCENT && percent >= this.#linePercent) return;
    this.#linePercent = percent - (percent % STEP_PERCENT);
    this.output.write(`${what} (${percent} %)\n`);
  }
}
