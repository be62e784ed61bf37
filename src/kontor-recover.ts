import { recoverCommand } from './command-line/recover.command.js';
import { runCommandLine } from './command-line/run-command-line.js';
import type { Terminal } from './command-line/terminal.js';
import { environment } from './platform/config/environment.js';
import { recover } from './storage/recovery/recover.file.js';

/** Becomes one file that any Node runs, far from its project: what is imported here must stay little. */
const { stdin, stdout, stderr } = process;

process.exitCode = await runCommandLine(
  ['recover', ...process.argv.slice(2)],
  { env: environment(), stdin, stdout, stderr },
  [(terminal: Terminal) => recoverCommand(terminal, recover)],
);
