import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import {
  AccessModule,
  accessSettings,
  ManageClients,
  USUAL_CLAIMS,
  type Client,
} from '../access/index.js';
import { SCOPES, type Scope } from '../platform/http/client-scopes.js';
import { say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

const LISTED_AT_ONCE = 200;
const DAY_MS = 86_400_000;

interface AddOptions {
  readonly scope: Scope[];
  readonly origin?: string[];
  readonly jwksUri?: string;
  readonly group?: string[];
  readonly trustedIssuer?: string;
  readonly trustedKeys?: string;
  readonly trustedAudience?: string;
}

export function clientCommand(terminal: Terminal): Command {
  const command = new Command('client').description('applications that use the API');
  command
    .command('add <name>')
    .description('add an application; prints its id and its secret, which is not shown again')
    .addOption(
      new Option('--scope <scope...>', 'what it may do').choices(SCOPES).makeOptionMandatory(),
    )
    .option('--origin <origin...>', 'origins of its pages, such as https://app.example.ch')
    .option('--jwks-uri <address>', 'where its public keys are, with which it proves who it is')
    .option('--group <id...>', 'groups whose people it may act for (default: everybody)')
    .option('--trusted-issuer <issuer>', 'whose tokens say who its own people are')
    .option('--trusted-keys <address>', 'where the public keys of that issuer are')
    .option('--trusted-audience <audience>', 'what the claim aud of these tokens contains')
    .action((name: string, options: AddOptions) => add(terminal, name, options));
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

async function add(terminal: Terminal, name: string, options: AddOptions): Promise<void> {
  const { scope: scopes, origin: allowedOrigins, group: allowedGroups, jwksUri } = options;
  const trustedIssuer = trustedIssuerIn(options);
  const wanted = { name, scopes, allowedOrigins, allowedGroups, jwksUri, trustedIssuer };
  const { client, secret } = await withClients(terminal, (clients) => clients.add(null, wanted));
  say(terminal, `Added ${client.name}.`);
  say(terminal, `client_id      ${client.id}`);
  say(terminal, `client_secret  ${secret.text}`);
}

function trustedIssuerIn(options: AddOptions): Client['trustedIssuer'] {
  const { trustedIssuer: issuer, trustedKeys: jwksUri, trustedAudience: audience } = options;
  if (issuer === undefined && jwksUri === undefined && audience === undefined) return null;
  if (issuer === undefined || jwksUri === undefined || audience === undefined)
    throw new Error('--trusted-issuer, --trusted-keys and --trusted-audience go together');
  return { issuer, jwksUri, audience, claims: USUAL_CLAIMS };
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
  if (inDays !== undefined && !(inDays > 0)) throw new Error('--days needs a number above 0');
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
