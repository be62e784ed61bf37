import { access } from 'node:fs/promises';
import { Command } from 'commander';
import { DocumentsModule, documentsSettings, ReindexDocuments } from '../documents/index.js';
import { AccessModule, accessSettings } from '../access/index.js';
import { DirectoryModule, directorySettings } from '../directory/index.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import { readSettings } from '../platform/config/settings.js';
import {
  maintenanceSettings,
  StorageOrders,
  storageSettings,
  type StorageSettings,
} from '../storage/index.js';
import { counted } from '../platform/language/counted.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { ProgressBar } from './progress-bar.js';
import { withModules } from './with-modules.js';

export function reindexCommand(terminal: Terminal): Command {
  return new Command('reindex')
    .description('rebuild the database of documents and versions from the shards of all providers')
    .option('--merge', 'add what is missing to a database that has documents')
    .action((options: { merge?: boolean }) => reindex(terminal, options.merge === true));
}

async function reindex(terminal: Terminal, merge: boolean): Promise<void> {
  const { env } = terminal;
  await requireIdentity(terminal);
  const bar = new ProgressBar(terminal.stderr, 'nothing');
  const settings = [
    ...[storageSettings, maintenanceSettings, documentsSettings, accessSettings],
    ...[directorySettings, healthSettings],
  ];
  const needed = [HealthModule, DirectoryModule, AccessModule, DocumentsModule];
  const report = await withModules({ env, settings, modules: needed }, (modules) =>
    modules.get(StorageOrders, { strict: false }).fromCommandLine('reindex', () =>
      modules.get(ReindexDocuments, { strict: false }).execute({
        merge,
        onProgress: (done, total) => bar.show(done, total, `document ${done} of ${total}`),
      }),
    ),
  ).finally(() => bar.end());
  const { documents, versions, known, findings, left } = report;
  say(
    terminal,
    `Indexed ${counted(versions, 'version')} of ${counted(documents, 'document')}; known before: ${known}.`,
  );
  say(terminal, `Damaged, planted or replayed shards: ${findings}.`);
  for (const { documentId, what } of left) say(terminal, `left: document ${documentId}, ${what}`);
  if (left.length > 0) throw new CommandFailed(`${left.length} could not be indexed.`);
}

/** The first start would create a new identity, which opens none of these shards. */
async function requireIdentity({ env }: Terminal): Promise<void> {
  const { identityFile } = readSettings([storageSettings], env).storage as StorageSettings;
  await access(identityFile).catch(() => {
    throw new CommandFailed(`${identityFile} is missing. Put it back from its backup first.`);
  });
}
