interface Thread {
  /** Does something, or hangs. */
  readonly isBusy: boolean;
}

/**
 * At its end Node waits for every thread, and for one that hangs in a call of the system it would wait for ever.
 * As long as there is such a one, the process is put to an end by another program in its place.
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

/** Ends with this status; where a process cannot be replaced, without one. */
function endAtOnce(code: number): void {
  const { execPath } = process;
  try {
    process.execve?.(execPath, [execPath, '-e', `process.exit(${code})`]);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
