import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import {
  AuditChainModule,
  AuditReader,
  entriesOf,
  filterOf,
  filterSchema,
  given,
  KyselyChain,
  linesOf,
  sentenceOf,
  verifyChain,
  type AuditFilter,
  type ExportFormat,
} from '../audit/index.js';
import { AUDIT_RESULTS, AuditLog } from '../platform/audit/audit-log.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import { maintenanceSettings, storageSettings } from '../storage/index.js';
import { counted } from '../platform/language/counted.js';
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
    .description(
      'write entries to standard output, the oldest first; all of them without an option',
    )
    .addOption(new Option('--format <format>').choices(['jsonl', 'cef']).default('jsonl'))
    .option('--from <moment>', 'the first moment: RFC 3339, or a day')
    .option('--to <moment>', 'the last moment: RFC 3339 (not included), or a day (included)')
    .option('--actor <username>', 'what that name did, as it was then')
    .option('--actor-id <id>', 'what that account did, or an application for that person')
    .option('--action <action>', 'an action, or a kind of action such as document')
    .option('--document <id>', 'what happened to that document')
    .option('--client <name>', 'what that application did')
    .addOption(new Option('--result <result>').choices(AUDIT_RESULTS))
    .action(({ format, ...options }: ExportOptions) =>
      exportEntries(terminal, format, filterIn(options)),
    );
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
  say(
    terminal,
    `The audit log is whole: ${counted(entries, 'entry', 'entries')}, ${counted(seals, 'seal')}.`,
  );
}

interface ExportOptions {
  readonly format: ExportFormat;
  readonly actorId?: string;
}

/** The same filter as the API's. */
function filterIn({ actorId, ...options }: Omit<ExportOptions, 'format'>): AuditFilter {
  const { success, data, error } = filterSchema.safeParse({ ...options, actor_id: actorId });
  if (success) return filterOf(data);
  const names = error.issues.map(({ path }) => `--${path.join('-').replace('_', '-')}`);
  throw new CommandFailed(`${[...new Set(names)].join(', ')}: no such value. See --help.`);
}

async function exportEntries(
  terminal: Terminal,
  format: ExportFormat,
  filter: AuditFilter,
): Promise<void> {
  await withAudit(terminal, async (modules) => {
    const detail = { format, ...given(filter), from: 'command-line' };
    await modules.get(AuditLog).recordReading({ action: 'audit.exported', actor: null, detail });
    await modules.get(KyselyChain).link();
    for await (const line of linesOf(entriesOf(modules.get(AuditReader), filter), format))
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
