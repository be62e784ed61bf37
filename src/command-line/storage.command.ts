import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { heldByUploads } from '../documents/index.js';
import { heldByDocumentKeys } from '../editor-connector/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import {
  HeldObjects,
  ForegroundMaintenance,
  StorageModule,
  StorageOrders,
  StorageOverview,
  storageSettings,
  maintenanceSettings,
  type Progress,
  type ProviderOverview,
  type StorageView,
} from '../storage/index.js';
import {
  HeldVersions,
  ThinningModule,
  thinningSettings,
  ThinSteps,
} from '../version-archive/index.js';
import { counted } from '../platform/language/counted.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { ProgressBar } from './progress-bar.js';
import { withModules } from './with-modules.js';

/** Works beside a running server: both claim work in the database. */
export function storageCommand(terminal: Terminal): Command {
  const command = new Command('storage').description('providers and their shards');
  command
    .command('status')
    .description('show the state of providers and versions')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => showStatus(terminal, options.json === true));
  command
    .command('scrub')
    .description('verify every shard now; damaged ones are marked for repair')
    .action(() => scrub(terminal));
  command
    .command('repair')
    .description('rebuild missing shards, and remove orphans')
    .option('--dry-run', 'only print what would be done')
    .action((options: { dryRun?: boolean }) =>
      options.dryRun === true ? rehearse(terminal) : repair(terminal),
    );
  command
    .command('drain <provider>')
    .description('move everything off a provider')
    .option('--undo', 'let it take shards again')
    .action((name: string, options: { undo?: boolean }) =>
      options.undo === true ? undrain(terminal, name) : drain(terminal, name),
    );
  command
    .command('thin')
    .description('remove steps of editing sessions that the rules of KONTOR_THINNING_… do not keep')
    .option('--dry-run', 'only print what would be removed')
    .action((options: { dryRun?: boolean }) => thin(terminal, options.dryRun === true));
  return command;
}

async function showStatus(terminal: Terminal, asData: boolean): Promise<void> {
  const view = await withStorage(terminal, ({ overview }) => overview.look());
  if (asData) {
    const { orphans, ...rest } = view;
    say(terminal, JSON.stringify({ ...rest, strays: Object.fromEntries(orphans) }, null, 2));
    return;
  }
  for (const provider of view.providers) say(terminal, providerLine(provider));
  for (const line of summaryOf(view)) say(terminal, line);
}

async function scrub(terminal: Terminal): Promise<void> {
  const { last, view } = await withStorage(
    terminal,
    async ({ foreground, overview, orders }, stop) => ({
      last: await orders.fromCommandLine('scrub', () =>
        follow(terminal, 'verified', foreground.scrub(stop)),
      ),
      view: await overview.look(),
    }),
  );
  say(terminal, `Marked for repair: ${counted(missingIn(view), 'shard')}.`);
  if (last.done < last.total) {
    throw new CommandFailed(
      `Could not be verified: ${counted(last.total - last.done, 'shard')}; see: kontor storage status.`,
    );
  }
}

async function repair(terminal: Terminal): Promise<void> {
  const view = await withStorage(terminal, async ({ foreground, overview, orders }, stop) => {
    const gone = await orders.fromCommandLine('repair', async () => {
      await follow(terminal, 'repaired', foreground.repair(stop));
      return foreground.collectOrphans(stop);
    });
    if (gone > 0) say(terminal, `Removed ${counted(gone, 'orphan')}.`);
    return overview.look();
  });
  const left = missingIn(view);
  if (left > 0) {
    throw new CommandFailed(
      `Still missing: ${counted(left, 'shard')}; see: kontor storage status. The server tries again.`,
    );
  }
  say(terminal, 'Every version is whole.');
}

async function rehearse(terminal: Terminal): Promise<void> {
  await withStorage(terminal, async ({ foreground, overview }, stop) => {
    const due = await foreground.orphansDue(stop);
    const view = await overview.look();
    say(
      terminal,
      `Would rebuild ${counted(missingIn(view), 'shard')} of ${counted(view.queued, 'version')}.`,
    );
    say(terminal, `Would remove ${counted(due.length, 'orphan')}:`);
    for (const { provider, key, kind } of due) say(terminal, `${provider}\t${kind}\t${key}`);
    for (const [kind, count] of view.orphans) say(terminal, `known\t${kind}\t${count}`);
  });
}

/** Works where thinning is off, too: whoever runs it wants it now. */
async function thin(terminal: Terminal, isRehearsal: boolean): Promise<void> {
  const { steps, freedBytes } = await withModules(
    {
      env: terminal.env,
      settings: [healthSettings, storageSettings, maintenanceSettings, thinningSettings],
      modules: [HealthModule, ThinningModule],
    },
    async (modules) => {
      const held = heldByDocumentKeys(modules.get(Database), modules.get(Clock));
      modules.get(HeldVersions).register(held);
      const { signal } = new AbortController();
      const thinning = modules.get(ThinSteps);
      if (isRehearsal) return thinning.rehearse(signal);
      const orders = modules.get(StorageOrders, { strict: false });
      return orders.fromCommandLine('thin', () => thinning.all(signal));
    },
  );
  const [done, freed] = isRehearsal ? ['Would remove', 'would free'] : ['Removed', 'freed'];
  say(terminal, `${done} ${counted(steps, 'step')} of editing sessions.`);
  say(terminal, `That ${freed} ${freedBytes} bytes at the providers.`);
}

async function drain(terminal: Terminal, name: string): Promise<void> {
  const last = await withStorage(terminal, ({ foreground, orders }, stop) =>
    orders.fromCommandLine(
      'drain',
      () => follow(terminal, 'moved', foreground.drain(name, stop)),
      name,
    ),
  );
  if (last.done < last.total) {
    throw new CommandFailed(
      `${name} is not empty yet; a running server continues. See: kontor storage status.`,
    );
  }
  say(terminal, `${name} is empty and may be taken out of the settings.`);
}

async function undrain(terminal: Terminal, name: string): Promise<void> {
  await withStorage(terminal, ({ foreground, orders }) =>
    orders.fromCommandLine('undrain', () => foreground.undrain(name), name),
  );
  say(terminal, `${name} takes shards again.`);
}

/** Shows the progress and returns the last one. */
async function follow(
  terminal: Terminal,
  what: string,
  work: AsyncIterable<Progress>,
): Promise<Progress> {
  const bar = new ProgressBar(terminal.stdout, 'lines');
  let last: Progress = { done: 0, total: 0 };
  try {
    for await (const progress of work) {
      last = progress;
      bar.show(progress.done, progress.total, `${what}: ${progress.done} of ${progress.total}`);
    }
  } finally {
    bar.end();
  }
  return last;
}

interface Storage {
  readonly foreground: ForegroundMaintenance;
  readonly overview: StorageOverview;
  readonly orders: StorageOrders;
}

const withStorage = <Result>(
  { env }: Terminal,
  work: (storage: Storage, stop: AbortSignal) => Promise<Result>,
): Promise<Result> =>
  withModules(
    {
      env,
      settings: [healthSettings, storageSettings, maintenanceSettings],
      modules: [HealthModule, StorageModule],
    },
    async (modules: INestApplicationContext) => {
      modules.get(HeldObjects).register(heldByUploads(modules.get(Database)));
      const storage = {
        foreground: modules.get(ForegroundMaintenance),
        overview: modules.get(StorageOverview),
        orders: modules.get(StorageOrders, { strict: false }),
      };
      return work(storage, new AbortController().signal);
    },
  );

const missingIn = (view: StorageView): number =>
  view.providers.reduce((sum, { missing }) => sum + missing, 0);

/** Tab separated, for people and scripts. */
const providerLine = (each: ProviderOverview): string =>
  [
    each.provider,
    each.state,
    each.trouble === undefined ? 'answers' : each.trouble,
    `${each.shards} shards`,
    `${each.bytes} bytes`,
    `${each.missing} missing`,
  ].join('\t');

function summaryOf(view: StorageView): string[] {
  const { done, total } = view.scrub;
  return [
    `versions\t${view.objects}, ${view.queued} wait for repair, ${view.underRepair} under repair`,
    `at risk\t${view.atRisk}, ${view.unrecoverable} of them with too few shards`,
    `verified\t${done} of ${total} shards`,
    ...view.atRiskObjects.map(
      ({ documentId, versionId, present, required, total: all }) =>
        `document ${documentId}\tversion ${versionId}\t${present} of ${all} shards, ${required} needed`,
    ),
  ];
}
