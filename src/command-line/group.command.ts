import { Command } from 'commander';
import { AccessModule, accessSettings, ManageGroups } from '../access/index.js';
import type { FoundGroup } from '../platform/identity/groups.js';
import { byId, meant, type ById } from './named-person.js';
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
    .command('join <name> <people...>')
    .description('put people into a local group')
    .addOption(byId())
    .action((name: string, people: string[], options: ById) =>
      join(terminal, name, people, options),
    );
  command
    .command('leave <name> <people...>')
    .description('take people out of a local group; what they have open by it ends')
    .addOption(byId())
    .action((name: string, people: string[], options: ById) =>
      leave(terminal, name, people, options),
    );
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
  for (const { id, username, displayName } of all)
    say(terminal, [username, displayName, id].join('\t'));
}

async function join(
  terminal: Terminal,
  name: string,
  people: readonly string[],
  options: ById,
): Promise<void> {
  await withGroups(terminal, async (groups) => {
    const { id } = await groups.named(name);
    for (const person of people) {
      await groups.addMember(null, id, meant(person, options));
      say(terminal, `${person} is in ${name}.`);
    }
  });
}

async function leave(
  terminal: Terminal,
  name: string,
  people: readonly string[],
  options: ById,
): Promise<void> {
  await withGroups(terminal, async (groups) => {
    const { id } = await groups.named(name);
    for (const person of people) {
      await groups.removeMember(null, id, meant(person, options));
      say(terminal, `${person} is no longer in ${name}.`);
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
