import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const PLAYGROUND = {
  KONTOR_PLAYGROUND_PEOPLE: join(import.meta.dirname, '../playground/people.json'),
  EUROOFFICE_URL: 'http://127.0.0.1:9',
  EUROOFFICE_JWT_SECRET: 'of a Document Server that is not there',
};

/** The built application as a process of its own, for tests that kill it. */
export class KontorProcess {
  #child: ChildProcess | undefined;
  output = '';
  /** Status or signal with which it ended. */
  exitedWith: number | NodeJS.Signals | null | undefined;

  readonly env: Readonly<Record<string, string>>;
  readonly #under: readonly string[];

  /** `under`: a command that runs it, such as one that counts its system calls, and keeps its process id. */
  constructor(env: Readonly<Record<string, string>>, under: readonly string[] = []) {
    this.env = env;
    this.#under = under;
  }

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /**
   * Resolves when it serves. Rejects, with what it printed, when it ended instead. With `--playground`, alice, bob
   * and admin exist; the foreign systems are not simulated, and a Document Server that is not set is unreachable.
   */
  async start(...args: string[]): Promise<void> {
    const playground = args.includes('--playground') ? PLAYGROUND : {};
    const main = join(import.meta.dirname, '../dist/main.js');
    const [program = '', ...rest] = [...this.#under, process.execPath, main, ...args];
    const child = spawn(program, rest, {
      env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, ...playground, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    // Only then all that it printed has been read.
    const ended = once(child, 'close').then(() => {
      throw new Error(`Kontor ended while starting:\n${this.output}`);
    });
    child.once('exit', (status, signal) => (this.exitedWith = status ?? signal));
    child.stdout.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    await Promise.race([this.#ready(child), ended]);
    ended.catch(() => undefined);
  }

  /** SIGKILL: no chance to finish anything. Resolves when all that it printed has been read. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill(signal);
    await closed;
  }

  /** Resolves when it takes no new requests. */
  async untilRefusing(): Promise<void> {
    for (;;) {
      const live = await fetch(`${this.url}/health/live`).catch(() => undefined);
      // A connection from before hears 503, a new one is refused.
      if (live?.ok !== true) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** Never resolves when it ends before. */
  async #ready(child: ChildProcess): Promise<void> {
    while (child.exitCode === null && child.signalCode === null) {
      const live = await fetch(`${this.url}/health/live`).catch(() => undefined);
      if (live?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await new Promise(() => undefined);
  }
}
