const PERTURB = 'MALLOC_PERTURB_';
/**
 * MiB of each of the two halves of V8's young generation. By default it grows to 128 MiB in all, page by page over
 * thousands of requests, and is not given back: that looks like a leak, and is 100 MiB more than it needs.
 */
const YOUNG_GENERATION = { flag: '--max-semi-space-size', mebibytes: 16 };

/**
 * Gives the process what is read only when a process starts: `MALLOC_PERTURB_`, and a bound for V8's young generation.
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
  process.execve?.(execPath, [execPath, ...flags, ...argv.slice(1)], { ...env, [PERTURB]: '255' });
}
