interface Thread {
  /** Runs a call, or hangs. */
  readonly isBusy: boolean;
}

/**
 * At exit Node waits for every thread; for one that hangs in a system call it would wait for ever. While there is
 * such a thread, the process is ended by replacing it with another program.
 */
class LanesAtExit {
  readonly #threads = new Set<Thread>();
  #isWatching = false;

  add(thread: Thread): void {
    this.#threads.add(thread);
    if (this.#isWatching) return;
    this.#isWatching = true;
    process.on('exit', (code) => {
      if ([...this.#threads].some(({ isBusy }) => isBusy)) endAtOnce(code);
    });
  }

  delete(thread: Thread): void {
    this.#threads.delete(thread);
  }
}

export const lanesAtExit = new LanesAtExit();

/** Ends with this status; without one where a process cannot be replaced. */
function endAtOnce(code: number): void {
  const { execPath } = process;
  try {
    process.execve?.(execPath, [execPath, '-e', `process.exit(${code})`]);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
