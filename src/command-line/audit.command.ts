import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import {
  AuditChainModule,
  AuditReader,
  entriesOf,
  KyselyChain,
  linesOf,
  sentenceOf,
  verifyChain,
  type ExportFormat,
} from '../audit/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import { maintenanceSettings, storageSettings } from '../storage/index.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

/** Reads beside a running server. */
export function auditCommand(terminal: Terminal): Command {
  const command = new Command('audit').description('the audit log');
  command
    .command('verify')
    .description('check every entry and seal; ends with status 1 at a broken one, and names it')
    .action(() => verify(terminal));
  command
    .command('export')
    .description('write all entries to standard output, the oldest first')
    .addOption(new Option('--format <format>').choices(['jsonl', 'cef']).default('jsonl'))
    .action(({ format }: { format: ExportFormat }) => exportAll(terminal, format));
  return command;
}

async function verify(terminal: Terminal): Promise<void> {
  const { entries, seals, faults } = await withAudit(terminal, (modules) =>
    verifyChain(modules.get(KyselyChain)),
  );
  for (const fault of faults) say(terminal, sentenceOf(fault));
  const [first] = faults;
  if (first !== undefined)
    throw new CommandFailed(`The audit log is broken. First: ${sentenceOf(first)}.`);
  say(terminal, `The audit log is whole: ${entries} entries, ${seals} seals.`);
}

async function exportAll(terminal: Terminal, format: ExportFormat): Promise<void> {
  await withAudit(terminal, async (modules) => {
    const detail = { format, from: 'command-line' };
    await modules.get(AuditLog).recordReading({ action: 'audit.exported', actor: null, detail });
    await modules.get(KyselyChain).link();
    for await (const line of linesOf(entriesOf(modules.get(AuditReader), {}), format))
      say(terminal, line.trimEnd());
  });
}

const withAudit = <Result>(
  { env }: Terminal,
  work: (modules: INestApplicationContext) => Promise<Result>,
): Promise<Result> =>
  withModules(
    {
      env,
      settings: [healthSettings, storageSettings, maintenanceSettings],
      modules: [HealthModule, AuditChainModule],
    },
    work,
  );
