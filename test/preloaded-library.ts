import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Compiles `name`.c, for LD_PRELOAD of a process under test, into `folder`; returns the library's path. */
export function preloadedLibrary(name: string, folder: string): string {
  const library = join(folder, `${name}.so`);
  const source = join(import.meta.dirname, `${name}.c`);
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-w', '-o', library, source, '-ldl']);
  return library;
}
