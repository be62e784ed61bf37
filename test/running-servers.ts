import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 50;

/** Programs that a test started and ends, by process id. */
export class RunningServers {
  readonly #processes: ChildProcess[] = [];

  start(program: string, ...args: string[]): void {
    const started = spawn(program, args, { stdio: 'ignore' });
    // A program that is not there shows below, as one that ended.
    started.once('error', () => undefined);
    this.#processes.push(started);
  }

  /** Resolves when the address answers, whatever it says; rejects when one of the programs has ended. */
  async untilAnswers(address: string): Promise<void> {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (;;) {
      const answer = await fetch(address).catch(() => undefined);
      if (answer !== undefined && answer.status < 500) return;
      const ended = this.#processes.find(hasEnded);
      if (ended !== undefined) {
        throw new Error(`${ended.spawnfile} ended while it should start; is it installed?`);
      }
      if (Date.now() > deadline) throw new Error(`${address} did not answer in time`);
      await delay(POLL_MS);
    }
  }

  /** At once; what they keep is thrown away. */
  async kill(): Promise<void> {
    for (const running of this.#processes.toReversed()) {
      if (hasEnded(running)) continue;
      const gone = once(running, 'exit');
      running.kill('SIGKILL');
      await gone;
    }
  }
}

const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;
