import { recoverCommand } from './command-line/recover.command.js';
import { runOwnCommandLine } from './command-line/run-command-line.js';
import type { Terminal } from './command-line/terminal.js';
import { recover } from './storage/recovery/recover.file.js';

/** Becomes one file that any Node runs, far from its project: what is imported here must stay little. */
process.exitCode = await runOwnCommandLine(
  ['recover', ...process.argv.slice(2)],
  [(terminal: Terminal) => recoverCommand(terminal, recover)],
);
