import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import { AccessModule, accessSettings, ManageClients, type Client } from '../access/index.js';
import { SCOPES, type Scope } from '../platform/http/client-scopes.js';
import {
  addGrants,
  changesIn,
  CLEARABLE,
  comparison,
  trustedIssuerIn,
  type Given,
} from './client-grants.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

const LISTED_AT_ONCE = 200;
const DAY_MS = 86_400_000;

export function clientCommand(terminal: Terminal): Command {
  const command = new Command('client').description('applications that use the API');
  const scopes = () => new Option('--scope <scope...>', 'what it may do').choices(SCOPES);
  const adding = command
    .command('add <name>')
    .description('add an application; prints its id and its secret, which is not shown again')
    .addOption(scopes().makeOptionMandatory());
  addGrants(adding).action((name: string, given: Given & { scope: Scope[] }) =>
    add(terminal, name, given),
  );
  const changing = command
    .command('change <name>')
    .description('change what is given and nothing else; prints what it was and what it is now')
    .addOption(scopes())
    .addOption(new Option('--clear <what...>', 'what it shall have no longer').choices(CLEARABLE))
    .addOption(new Option('--disable', 'refuse all that it sends').conflicts('enable'))
    .addOption(new Option('--enable', 'let it work again'));
  addGrants(changing).action((name: string, given: Given) => change(terminal, name, given));
  command
    .command('list')
    .description('show all applications')
    .action(() => list(terminal));
  command
    .command('rotate <name>')
    .description('a further secret; remove the old one when the application has changed to it')
    .action((name: string) => rotate(terminal, name));
  command
    .command('key <name>')
    .description('a key to send with each request in the place of a token')
    .option('--days <days>', 'after how many days it expires (default: never)')
    .action((name: string, { days }: { days?: string }) => addKey(terminal, name, days));
  command
    .command('remove <name>')
    .description('remove it with its secrets, keys and tokens; its documents stay')
    .action((name: string) => remove(terminal, name));
  return command;
}

async function add(
  terminal: Terminal,
  name: string,
  given: Given & { scope: Scope[] },
): Promise<void> {
  const { scope: scopes, origin: allowedOrigins, group: allowedGroups, jwksUri } = given;
  const trustedIssuer = trustedIssuerIn(given, null) ?? null;
  const wanted = { name, scopes, allowedOrigins, allowedGroups, jwksUri, trustedIssuer };
  const { client, secret } = await withClients(terminal, (clients) => clients.add(null, wanted));
  say(terminal, `Added ${client.name}.`);
  say(terminal, `client_id      ${client.id}`);
  say(terminal, `client_secret  ${secret.text}`);
}

/** Each changed line as `what: before -> after`. */
async function change(terminal: Terminal, name: string, given: Given): Promise<void> {
  await withClients(terminal, async (clients) => {
    const before = await clients.named(name);
    const after = await clients.change(null, before.id, changesIn(given, before));
    const lines = comparison(before, after);
    say(terminal, lines.length === 0 ? `${before.name} is so already.` : `Changed ${before.name}.`);
    for (const each of lines) say(terminal, each);
  });
}

async function list(terminal: Terminal): Promise<void> {
  await withClients(terminal, async (clients) => {
    let page: readonly Client[];
    let after: string | undefined;
    do {
      page = await clients.list(LISTED_AT_ONCE, after);
      for (const client of page) say(terminal, line(client));
      after = page.at(-1)?.name;
    } while (page.length === LISTED_AT_ONCE);
  });
}

async function rotate(terminal: Terminal, name: string): Promise<void> {
  const text = await withClients(terminal, async (clients) => {
    const { id } = await clients.named(name);
    return (await clients.addCredential(null, id, 'secret')).text;
  });
  say(terminal, `client_secret  ${text}`);
}

async function addKey(terminal: Terminal, name: string, days: string | undefined): Promise<void> {
  const inDays = days === undefined ? undefined : Number(days);
  if (inDays !== undefined && !(inDays > 0))
    throw new CommandFailed('--days needs a number above 0');
  const text = await withClients(terminal, async (clients) => {
    const { id } = await clients.named(name);
    const expiresAtMs = inDays === undefined ? undefined : Date.now() + inDays * DAY_MS;
    return (await clients.addCredential(null, id, 'key', expiresAtMs)).text;
  });
  say(terminal, `key  ${text}`);
}

async function remove(terminal: Terminal, name: string): Promise<void> {
  await withClients(terminal, async (clients) =>
    clients.remove(null, (await clients.named(name)).id),
  );
  say(terminal, `Removed ${name}.`);
}

const withClients = <Result>(
  { env }: Terminal,
  work: (clients: ManageClients) => Promise<Result>,
): Promise<Result> =>
  withModules(
    { env, settings: [accessSettings], modules: [AccessModule] },
    (modules: INestApplicationContext) => work(modules.get(ManageClients)),
  );

/** Tab separated, for people and scripts. */
const line = (client: Client): string => {
  const { id, name, disabled, scopes, allowedOrigins, allowedGroups } = client;
  const keys = client.jwksUri ?? (client.jwks === null ? '-' : 'jwks');
  return [
    ...[id, name, disabled ? 'disabled' : 'enabled', scopes.join(' ')],
    ...[listed(allowedOrigins), listed(allowedGroups)],
    ...[keys, client.trustedIssuer?.issuer ?? '-'],
  ].join('\t');
};

const listed = (texts: readonly string[]): string => (texts.length === 0 ? '-' : texts.join(' '));
