const SETTING = 'MALLOC_PERTURB_';

/**
 * Makes the C library overwrite freed memory. Kontor zeroes its own buffers, but Node leaves copies behind
 * (decryption writes into one block and returns another) that no code can reach. glibc reads this setting when a
 * process starts, so the process replaces itself once, with the same process id. Does nothing if MALLOC_PERTURB_ is
 * set already (`0` switches this off) and on other systems than Linux.
 */
export function startWithWipingAllocator(): void {
  if (process.platform !== 'linux' || SETTING in process.env) return;
  const { execPath, execArgv, argv } = process;
  const again = [execPath, ...execArgv, ...argv.slice(1)];
  process.execve?.(execPath, again, { ...process.env, [SETTING]: '255' });
}
