import { Command } from 'commander';
import { causeOf, toConnection, type Connection } from '../connections/index.js';
import type { Env } from '../platform/config/settings.js';
import { CommandFailed, say, type Terminal } from './terminal.js';

export interface DoctorReport {
  readonly connections: readonly Connection[];
  /** What keeps the server from starting. */
  readonly settings: readonly string[];
  /** Oddities that do no harm. */
  readonly notices: readonly string[];
}

/** Tests everything and leaves nothing behind. */
export type Examine = (env: Env) => Promise<DoctorReport>;

export function doctorCommand(terminal: Terminal, examine: Examine): Command {
  return new Command('doctor')
    .description('test every connected system as Kontor uses it; leaves nothing behind')
    .option('--json', 'print {"connections": […]} for programs')
    .action(async ({ json = false }: { json?: boolean }) => {
      const found = await examine(terminal.env);
      const report = { ...found, notices: [...(terminal.notices ?? []), ...found.notices] };
      if (json) printJson(terminal, report);
      else printText(terminal, report);
      endWith(report);
    });
}

function printJson(terminal: Terminal, { connections, settings, notices }: DoctorReport): void {
  const body = { connections: connections.map(toConnection), settings, notices };
  say(terminal, JSON.stringify(body, null, 2));
}

function printText(terminal: Terminal, { connections, settings, notices }: DoctorReport): void {
  for (const issue of settings) say(terminal, `failing  settings: ${issue}`);
  for (const connection of connections) say(terminal, lineOf(connection));
  for (const notice of notices) say(terminal, `notice   ${notice}`);
}

function lineOf({ name, state, found, detail }: Connection): string {
  if (state === 'off') return `off      ${name}: not configured`;
  const label = state === 'ok' && found !== undefined ? 'warning' : state;
  const { cause, fix } =
    found === undefined ? { cause: undefined, fix: undefined } : causeOf(found);
  const text = [detail, cause, fix].filter((part) => part !== undefined).join(' ');
  return `${label.padEnd(9)}${name}${text === '' ? '' : `: ${text}`}`;
}

function endWith({ connections, settings }: DoctorReport): void {
  const failing = connections.filter(({ state }) => state === 'failing').length;
  if (failing > 0) throw new CommandFailed(`${failing} of ${connections.length} connections fail.`);
  if (settings.length > 0)
    throw new CommandFailed('The settings are invalid. Correct them, then run this again.');
}
