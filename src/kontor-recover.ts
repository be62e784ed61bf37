import { recoverCommand } from './command-line/recover.command.js';
import { runOwnCommandLine } from './command-line/run-command-line.js';
import type { Terminal } from './command-line/terminal.js';
import { recover } from './storage/recovery/recover.file.js';

/** Bundled into one file that runs with Node alone: keep its imports few. */
process.exitCode = await runOwnCommandLine(
  ['recover', ...process.argv.slice(2)],
  [(terminal: Terminal) => recoverCommand(terminal, recover)],
);
