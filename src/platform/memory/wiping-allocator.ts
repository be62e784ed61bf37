const SETTING = 'MALLOC_PERTURB_';

/**
 * Makes the C library overwrite whatever is freed. Buffers of ours are zeroed, but Node leaves copies of its own
 * behind (decryption writes into one block and hands on another), which nobody else can reach. glibc reads this
 * setting when a process begins; hence the process begins anew, in its place and with the same number. Whoever
 * sets MALLOC_PERTURB_ themselves, `0` for none of this, is left alone. Elsewhere than on Linux it means nothing.
 */
export function startWithWipingAllocator(): void {
  if (process.platform !== 'linux' || SETTING in process.env) return;
  const { execPath, execArgv, argv } = process;
  const again = [execPath, ...execArgv, ...argv.slice(1)];
  process.execve?.(execPath, again, { ...process.env, [SETTING]: '255' });
}
