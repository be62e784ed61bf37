import { Command } from 'commander';
import { SettingsError } from '../platform/config/settings-error.js';
import type { Env } from '../platform/config/settings.js';
import { CommandFailed } from './command-failed.js';
import { say, type Terminal } from './terminal.js';

/** One thing to look at. Resolves with what was found, rejects with what is wrong and what to do. */
export interface DoctorCheck {
  readonly name: string;
  run(env: Env): Promise<string>;
}

export function doctorCommand(terminal: Terminal, checks: readonly DoctorCheck[]): Command {
  return new Command('doctor')
    .description('check settings, database and connected systems; changes nothing')
    .action(() => examine(terminal, checks));
}

/** All checks run, whatever the earlier ones found: one visit shows everything there is to repair. */
async function examine(terminal: Terminal, checks: readonly DoctorCheck[]): Promise<void> {
  let failures = 0;
  for (const check of checks) {
    try {
      say(terminal, `ok    ${check.name}: ${await check.run(terminal.env)}`);
    } catch (error) {
      failures++;
      say(terminal, `fail  ${check.name}: ${messageOf(error)}`);
    }
  }
  if (failures > 0) throw new CommandFailed(`${failures} of ${checks.length} checks failed.`);
}

function messageOf(error: unknown): string {
  if (error instanceof SettingsError) return error.issues.join('; ');
  return (error as { message?: string } | null)?.message ?? String(error);
}
