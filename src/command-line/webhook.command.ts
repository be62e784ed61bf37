import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import {
  ManageWebhooks,
  WebhookDeliveries,
  webhookSettings,
  WebhooksModule,
  type Delivery,
  type Webhook,
} from '../webhooks/index.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

const LISTED_AT_ONCE = 200;

export function webhookCommand(terminal: Terminal): Command {
  const command = new Command('webhook').description('where applications hear of events');
  command
    .command('list')
    .description('show all webhooks')
    .action(() => list(terminal));
  command
    .command('test <id>')
    .description('send an event of the type webhook.test now')
    .action((id: string) => test(terminal, id));
  command
    .command('remove <id>')
    .description('remove it with its deliveries')
    .action((id: string) => remove(terminal, id));
  return command;
}

async function list(terminal: Terminal): Promise<void> {
  await withWebhooks(terminal, async (modules) => {
    const webhooks = modules.get(ManageWebhooks);
    let page: readonly Webhook[];
    let after: string | undefined;
    do {
      page = await webhooks.list(LISTED_AT_ONCE, after);
      for (const webhook of page) say(terminal, line(webhook));
      after = page.at(-1)?.id;
    } while (page.length === LISTED_AT_ONCE);
  });
}

async function test(terminal: Terminal, id: string): Promise<void> {
  const { state, lastStatus, lastFault } = await withWebhooks<Delivery>(terminal, (modules) =>
    modules.get(WebhookDeliveries).test(id),
  );
  const answer = lastStatus === null ? String(lastFault) : `HTTP ${lastStatus}`;
  if (state !== 'delivered') throw new CommandFailed(`Not delivered: ${answer}`);
  say(terminal, `Delivered: ${answer}`);
}

async function remove(terminal: Terminal, id: string): Promise<void> {
  await withWebhooks(terminal, (modules) => modules.get(ManageWebhooks).remove(null, id));
  say(terminal, `Removed ${id}.`);
}

const withWebhooks = <Result>(
  { env }: Terminal,
  work: (modules: INestApplicationContext) => Promise<Result>,
): Promise<Result> =>
  withModules({ env, settings: [webhookSettings], modules: [WebhooksModule] }, work);

/** Tab separated, for people and scripts. The owner is an account's id. */
const line = ({ id, ownerId, isEnabled, disabledReason, url, events }: Webhook): string =>
  [
    id,
    isEnabled ? 'enabled' : `disabled${disabledReason === null ? '' : ` (${disabledReason})`}`,
    ownerId,
    url,
    events.join(' '),
  ].join('\t');
