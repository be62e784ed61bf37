import { Command } from 'commander';
import { AccessModule, accessSettings } from '../access/index.js';
import { HandOverAccount, HandOverModule } from '../administration/index.js';
import { DirectoryModule, directorySettings } from '../directory/index.js';
import { documentsSettings } from '../documents/index.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import { maintenanceSettings, storageSettings } from '../storage/index.js';
import { say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

interface HandOverOptions {
  readonly document?: readonly string[];
  readonly accept?: boolean;
}

/** One of `kontor user`. */
export const handOverCommand = (terminal: Terminal): Command =>
  new Command('hand-over')
    .argument('<from>')
    .argument('<to>')
    .description('give the documents of somebody who leaves to another owner; they keep nothing')
    .option('--document <id...>', 'only these')
    .option('--accept', 'private ones too, whoever can open them then')
    .action((from: string, to: string, options: HandOverOptions) =>
      handOver(terminal, from, { to, ...options }),
    );

/** Repeats until nothing is left: nobody waits for an answer in time here. */
async function handOver(
  terminal: Terminal,
  from: string,
  { to, document: documents, accept }: HandOverOptions & { to: string },
): Promise<void> {
  const { env } = terminal;
  const settings = [
    ...[storageSettings, maintenanceSettings, documentsSettings, accessSettings],
    ...[directorySettings, healthSettings],
  ];
  const needed = [HealthModule, DirectoryModule, AccessModule, HandOverModule];
  await withModules({ env, settings, modules: needed }, async (modules) => {
    const account = modules.get(HandOverAccount, { strict: false });
    for (let remaining = 1; remaining > 0;) {
      const done = await account.executeForNamed(from, {
        ...{ to: { username: to }, documents, accept },
      });
      say(terminal, `Gave ${done.moved} documents of ${from} to ${to}.`);
      for (const { documentId, usernames, recoveryKeyCan } of done.notOpened) {
        const keys = [...usernames, ...(recoveryKeyCan ? ['the recovery key'] : [])];
        say(terminal, `${to} cannot open ${documentId}: ${keys.join(', ') || 'nobody'} can.`);
      }
      ({ remaining } = done);
    }
  });
}
