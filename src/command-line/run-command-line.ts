import { Command, CommanderError } from 'commander';
import { readEnvironment, SettingsError } from '../platform/config/environment.js';
import { isAppError } from '../platform/errors/app-error.js';
import { CommandFailed, type Terminal } from './terminal.js';

type MakeCommand = (terminal: Terminal) => Command;

/** Runs the command of this process. */
export async function runOwnCommandLine(
  args: readonly string[],
  commands: readonly MakeCommand[],
): Promise<number> {
  const { stdin, stdout, stderr } = process;
  stderr.on('error', () => undefined);
  const lost = new Promise<string>((resolve) => {
    stdout.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'failed'));
  });
  try {
    const terminal = { ...readEnvironment(), stdin, stdout, stderr };
    const status = await runCommandLine(args, terminal, commands);
    const reason = await Promise.race([lost, flushed(stdout)]);
    // Whoever read a part, such as `head`, wanted no more.
    if (reason === undefined || reason === 'EPIPE') return status;
    stderr.write(`The output could not be written (${reason}); what was asked for is done.\n`);
    return 1;
  } catch (error) {
    stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

/** What was written before has arrived, or is lost. */
const flushed = (stream: NodeJS.WriteStream): Promise<undefined> =>
  new Promise((resolve) => stream.write('', () => setImmediate(resolve, undefined)));

/** Runs one command; resolves with the exit status, which is 0 only for success. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  commands: readonly MakeCommand[],
): Promise<number> {
  const program = new Command('kontor').description('Runs and repairs a Kontor server.');
  for (const make of commands) program.addCommand(make(terminal));
  writeTo(program, terminal);
  try {
    await program.parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    terminal.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

/** Commands that were created separately do not inherit these settings from their parent. */
function writeTo(command: Command, terminal: Terminal): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.stdout.write(text),
    writeErr: (text) => terminal.stderr.write(text),
  });
  for (const child of command.commands) writeTo(child, terminal);
}

function explain(error: unknown): string {
  if (error instanceof SettingsError || error instanceof CommandFailed) return error.message;
  if (isAppError(error)) return error.message;
  return `The command failed: ${error instanceof Error ? error.message : String(error)}`;
}
