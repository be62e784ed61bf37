import { Command } from 'commander';
import { AccessModule, accessSettings, type NamedAccount } from '../access/index.js';
import { HandOverAccount, HandOverModule, ListAccountDocuments } from '../administration/index.js';
import { DirectoryModule, directorySettings } from '../directory/index.js';
import { documentsSettings, type OwnedDocument } from '../documents/index.js';
import { healthSettings } from '../platform/health/health.config.js';
import { HealthModule } from '../platform/health/health.module.js';
import { maintenanceSettings, storageSettings } from '../storage/index.js';
import { counted } from '../platform/language/counted.js';
import { byId, meant, type ById } from './named-person.js';
import { say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

interface HandOverOptions extends ById {
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
    .addOption(byId())
    .action((from: string, to: string, options: HandOverOptions) =>
      handOver(terminal, from, { to, ...options }),
    );

/** One of `kontor user`: which ones to name at `hand-over --document`. */
export const documentsCommand = (terminal: Terminal): Command =>
  new Command('documents')
    .argument('<name>')
    .description(
      'list the documents of an account, without their titles, to hand some of them over',
    )
    .addOption(byId())
    .action((name: string, options: ById) => list(terminal, meant(name, options)));

const LISTED_AT_ONCE = 200;

async function list(terminal: Terminal, name: NamedAccount): Promise<void> {
  await withAccounts(terminal, async (modules) => {
    const listing = modules.get(ListAccountDocuments, { strict: false });
    say(terminal, ['id', 'type', 'bytes', 'shares', 'changed', 'state'].join('\t'));
    for (let after: string | undefined = ''; after !== undefined;) {
      const page = { after, limit: LISTED_AT_ONCE };
      const { documents, next } = await listing.executeForNamed(name, page);
      for (const document of documents) say(terminal, lineOf(document));
      after = next;
    }
  });
}

function lineOf({ id, fileType, size, shares, ...document }: OwnedDocument): string {
  const state = document.deletedAtMs === null ? document.state : 'deleted';
  const kind = document.custody === 'zero-knowledge' ? `${state}, private` : state;
  const changed = new Date(document.updatedAtMs).toISOString();
  return [id, fileType, size ?? '-', shares, changed, kind].join('\t');
}

function withAccounts<Result>(
  { env }: Terminal,
  act: Parameters<typeof withModules<Result>>[1],
): Promise<Result> {
  const settings = [
    ...[storageSettings, maintenanceSettings, documentsSettings, accessSettings],
    ...[directorySettings, healthSettings],
  ];
  const modules = [HealthModule, DirectoryModule, AccessModule, HandOverModule];
  return withModules({ env, settings, modules }, act);
}

/** Repeats until nothing is left: nobody waits for an answer in time here. */
async function handOver(
  terminal: Terminal,
  from: string,
  { to, document: documents, accept, ...options }: HandOverOptions & { to: string },
): Promise<void> {
  await withAccounts(terminal, async (modules) => {
    const account = modules.get(HandOverAccount, { strict: false });
    for (let remaining = 1; remaining > 0;) {
      const done = await account.executeForNamed(meant(from, options), {
        ...{ to: options.byId ? { person: to } : { username: to }, documents, accept },
      });
      say(terminal, `Gave ${counted(done.moved, 'document')} of ${from} to ${to}.`);
      for (const { documentId, usernames, recoveryKeyCan } of done.notOpened) {
        const keys = [...usernames, ...(recoveryKeyCan ? ['the recovery key'] : [])];
        say(terminal, `${to} cannot open ${documentId}: ${keys.join(', ') || 'nobody'} can.`);
      }
      ({ remaining } = done);
    }
  });
}
