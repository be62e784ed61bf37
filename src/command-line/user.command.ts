import type { INestApplicationContext } from '@nestjs/common';
import { Command, Option } from 'commander';
import {
  AccessModule,
  accessSettings,
  ManageAccounts,
  ResetPassword,
  ResetSecondFactor,
  type Account,
  type NamedAccount,
} from '../access/index.js';
import type { Locale } from '../platform/identity/actor.js';
import { documentsCommand, handOverCommand } from './hand-over.command.js';
import { byId, meant, spoken, type ById } from './named-person.js';
import { readPassword } from './read-password.js';
import { say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

interface AddOptions {
  readonly admin?: boolean;
  readonly displayName?: string;
  readonly sid?: string;
  readonly locale?: Locale;
}

export function userCommand(terminal: Terminal): Command {
  const command = new Command('user').description('accounts of people');
  command
    .command('add <name>')
    .description('add an account; the password is read from standard input')
    .option('--admin', 'make it an administrator')
    .option('--display-name <text>', 'the name people see (default: the username)')
    .option('--sid <sid>', 'security identifier in the directory')
    .addOption(new Option('--locale <locale>', 'language').choices(['de', 'fr', 'en']))
    .action((name: string, options: AddOptions) => add(terminal, name, options));
  command
    .command('list')
    .description('show all accounts')
    .action(() => list(terminal));
  addStandingCommands(command, terminal);
  command
    .command('mail <name> [address]')
    .description('set the mail address of an account of this server; without one, remove it')
    .addOption(byId())
    .action((name: string, address: string | undefined, options: ById) =>
      setMail(terminal, meant(name, options), address ?? null),
    );
  command
    .command('password <name>')
    .description('set a new password, read from standard input; ends all sessions')
    .option('--leave-directory', 'make an account of the directory a local one')
    .addOption(byId())
    .action((name: string, options: ById & { leaveDirectory?: boolean }) =>
      setPassword(terminal, meant(name, options), options),
    );
  command
    .command('password-reset <name>')
    .description('print a link with which the person sets a new password, once and within a day')
    .addOption(byId())
    .action((name: string, options: ById) => resetPassword(terminal, meant(name, options)));
  command
    .command('second-factor-reset <name>')
    .description('remove the authenticator app, passkeys and recovery codes; ends all sessions')
    .addOption(byId())
    .action((name: string, options: ById) => resetSecondFactor(terminal, meant(name, options)));
  command
    .command('bind <name> <sid>')
    .description(
      'bind an account to the person of the directory with that SID; creates it if it does not exist',
    )
    .option('--exchange', 'if they have another account: that one goes to whoever had this one')
    .addOption(byId())
    .action((name: string, sid: string, options: ById & { exchange?: boolean }) =>
      bind(terminal, { person: meant(name, options), sid, ...options }),
    );
  return command.addCommand(documentsCommand(terminal)).addCommand(handOverCommand(terminal));
}

/** Whether somebody may sign in, and as what. */
function addStandingCommands(command: Command, terminal: Terminal): void {
  command
    .command('disable <name>')
    .description('disable an account; ends its sessions at once')
    .addOption(byId())
    .action((name: string, options: ById) => setDisabled(terminal, meant(name, options), true));
  command
    .command('enable <name>')
    .description('enable an account again')
    .addOption(byId())
    .action((name: string, options: ById) => setDisabled(terminal, meant(name, options), false));
  command
    .command('admin <name>')
    .description('make somebody an administrator')
    .option('--remove', 'make them a user again')
    .addOption(byId())
    .action((name: string, { remove = false, ...options }: ById & { remove?: boolean }) =>
      setAdmin(terminal, meant(name, options), !remove),
    );
}

async function add(terminal: Terminal, name: string, options: AddOptions): Promise<void> {
  const { admin, ...rest } = options;
  const input = { ...rest, username: name, isAdmin: admin, password: await readPassword(terminal) };
  const account = await withAccess(terminal, (modules) => modules.get(ManageAccounts).add(input));
  say(terminal, `Added ${account.isAdmin ? 'administrator ' : ''}${account.username}.`);
}

async function list(terminal: Terminal): Promise<void> {
  const accounts = await withAccess(terminal, (modules) => modules.get(ManageAccounts).list());
  for (const account of accounts) say(terminal, line(account));
}

async function setDisabled(
  terminal: Terminal,
  person: NamedAccount,
  disabled: boolean,
): Promise<void> {
  await withAccess(terminal, (modules) =>
    modules.get(ManageAccounts).setDisabled(person, disabled),
  );
  say(terminal, `${disabled ? 'Disabled' : 'Enabled'} ${spoken(person)}.`);
}

async function setAdmin(terminal: Terminal, person: NamedAccount, isAdmin: boolean): Promise<void> {
  await withAccess(terminal, (modules) => modules.get(ManageAccounts).setAdmin(person, isAdmin));
  say(terminal, `${spoken(person)} is ${isAdmin ? 'an administrator' : 'a user'} now.`);
}

async function setMail(
  terminal: Terminal,
  person: NamedAccount,
  mail: string | null,
): Promise<void> {
  await withAccess(terminal, (modules) => modules.get(ManageAccounts).setMail(person, mail));
  say(terminal, `${spoken(person)} has ${mail === null ? 'no mail address' : mail} now.`);
}

async function bind(
  terminal: Terminal,
  { person, sid, exchange }: { person: NamedAccount; sid: string; exchange?: boolean },
): Promise<void> {
  const account = await withAccess(terminal, (modules) =>
    modules.get(ManageAccounts).bind(person, sid, { exchange }),
  );
  say(terminal, `${account.username} is the account of ${sid} now.`);
}

async function setPassword(
  terminal: Terminal,
  person: NamedAccount,
  options: { leaveDirectory?: boolean },
): Promise<void> {
  const password = await readPassword(terminal);
  await withAccess(terminal, (modules) =>
    modules.get(ManageAccounts).setPassword(person, password, options),
  );
  say(terminal, `Changed the password of ${spoken(person)}.`);
}

async function resetPassword(terminal: Terminal, person: NamedAccount): Promise<void> {
  const link = await withAccess(terminal, (modules) =>
    modules.get(ResetPassword).issueForNamed(person),
  );
  say(terminal, link.url);
}

async function resetSecondFactor(terminal: Terminal, person: NamedAccount): Promise<void> {
  await withAccess(terminal, (modules) => modules.get(ResetSecondFactor).executeForNamed(person));
  say(terminal, `Removed the second factors of ${spoken(person)}.`);
}

const withAccess = <Result>(
  { env }: Terminal,
  work: (modules: INestApplicationContext) => Promise<Result>,
): Promise<Result> =>
  withModules({ env, settings: [accessSettings], modules: [AccessModule] }, work);

/** Tab separated, for people and scripts. */
const line = ({ id, username, displayName, isAdmin, disabled, origin, sid }: Account): string =>
  [
    username,
    displayName,
    isAdmin ? 'admin' : 'user',
    disabled && origin === 'playground' ? 'playground' : disabled ? 'disabled' : 'enabled',
    sid ?? '-',
    id,
  ].join('\t');
