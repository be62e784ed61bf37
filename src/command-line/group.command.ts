import { Command } from 'commander';
import { AccessModule, accessSettings, ManageGroups } from '../access/index.js';
import type { FoundGroup } from '../platform/identity/groups.js';
import { say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

const LISTED_AT_ONCE = 200;

export function groupCommand(terminal: Terminal): Command {
  const command = new Command('group').description('groups of people, to share documents with');
  command
    .command('add <name>')
    .description('add a local group')
    .action((name: string) => add(terminal, name));
  command
    .command('list')
    .description('show all groups, also those of the directory and of providers')
    .action(() => list(terminal));
  command
    .command('members <name>')
    .description('show who is in a local group')
    .action((name: string) => members(terminal, name));
  command
    .command('join <name> <usernames...>')
    .description('put people into a local group')
    .action((name: string, usernames: string[]) => join(terminal, name, usernames));
  command
    .command('leave <name> <usernames...>')
    .description('take people out of a local group; what they have open by it ends')
    .action((name: string, usernames: string[]) => leave(terminal, name, usernames));
  command
    .command('remove <name>')
    .description('remove a local group; what was shared with it is no longer shared')
    .action((name: string) => remove(terminal, name));
  return command;
}

async function add(terminal: Terminal, name: string): Promise<void> {
  const group = await withGroups(terminal, (groups) => groups.add(null, name));
  say(terminal, `Added ${group.name}.`);
}

async function list(terminal: Terminal): Promise<void> {
  await withGroups(terminal, async (groups) => {
    let page: readonly FoundGroup[];
    let after: FoundGroup | undefined;
    do {
      page = await groups.list({ search: undefined, after, limit: LISTED_AT_ONCE });
      for (const group of page)
        say(terminal, [group.id, group.name, group.source, group.members].join('\t'));
      after = page.at(-1);
    } while (page.length === LISTED_AT_ONCE);
  });
}

async function members(terminal: Terminal, name: string): Promise<void> {
  const all = await withGroups(terminal, async (groups) =>
    groups.members((await groups.named(name)).id),
  );
  for (const { username, displayName } of all) say(terminal, `${username}\t${displayName}`);
}

async function join(terminal: Terminal, name: string, usernames: readonly string[]): Promise<void> {
  await withGroups(terminal, async (groups) => {
    const { id } = await groups.named(name);
    for (const username of usernames) {
      await groups.addMember(null, id, username);
      say(terminal, `${username} is in ${name}.`);
    }
  });
}

async function leave(
  terminal: Terminal,
  name: string,
  usernames: readonly string[],
): Promise<void> {
  await withGroups(terminal, async (groups) => {
    const { id } = await groups.named(name);
    for (const username of usernames) {
      await groups.removeMember(null, id, username);
      say(terminal, `${username} is no longer in ${name}.`);
    }
  });
}

async function remove(terminal: Terminal, name: string): Promise<void> {
  await withGroups(terminal, async (groups) => groups.remove(null, (await groups.named(name)).id));
  say(terminal, `Removed ${name}.`);
}

const withGroups = <Result>(
  { env }: Terminal,
  work: (groups: ManageGroups) => Promise<Result>,
): Promise<Result> =>
  withModules({ env, settings: [accessSettings], modules: [AccessModule] }, (modules) =>
    work(modules.get(ManageGroups)),
  );
