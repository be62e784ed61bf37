const PERTURB = 'MALLOC_PERTURB_';
/**
 * Blocks from this size on, in bytes, get memory of their own, which goes back to the system when they are freed. By
 * default glibc raises this limit to the largest block that was freed (a stripe buffer of 1.5 MiB), and blocks of all
 * sizes then share a heap that keeps what the busiest moment needed.
 */
const OWN_MEMORY = { MALLOC_MMAP_THRESHOLD_: '262144' };
/**
 * Threads of libuv, instead of four. It lends half of them to the system's resolver, which holds one for as long as a
 * server of names is silent: with four, two such names keep all others from being looked up, that of the Document
 * Server too.
 */
const THREADS = { UV_THREADPOOL_SIZE: '16' };
/**
 * MiB of each of the two halves of V8's young generation. By default it grows to 128 MiB in all, page by page over
 * thousands of requests, and is not given back: that looks like a leak, and is 100 MiB more than it needs.
 */
const YOUNG_GENERATION = { flag: '--max-semi-space-size', mebibytes: 16 };

/**
 * Gives the process what is read only when a process starts: settings of glibc, libuv's threads, and a bound
 * for V8's young generation.
 * For this the process replaces itself once, with the same process id. Does nothing if MALLOC_PERTURB_ is set already
 * (`0` switches all of this off) and on other systems than Linux.
 *
 * MALLOC_PERTURB_ makes the C library overwrite freed memory. Kontor zeroes its own buffers, but Node leaves copies
 * behind (decryption writes into one block and returns another) that no code can reach.
 */
export function startWithProcessSettings(): void {
  if (process.platform !== 'linux' || PERTURB in process.env) return;
  const { execPath, execArgv, argv, env } = process;
  const { flag, mebibytes } = YOUNG_GENERATION;
  const isGiven = [...execArgv, env.NODE_OPTIONS].some((option) => option?.includes(flag));
  const flags = isGiven ? execArgv : [`${flag}=${mebibytes}`, ...execArgv];
  process.execve?.(execPath, [execPath, ...flags, ...argv.slice(1)], {
    ...OWN_MEMORY,
    ...THREADS,
    ...env,
    [PERTURB]: '255',
  });
}
