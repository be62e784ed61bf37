import { Command } from 'commander';
import {
  AdministrationModule,
  LIVE_PARTS,
  ManageSettings,
  typedValue,
  type SettingNow,
} from '../administration/index.js';
import { CommandFailed, say, type Terminal } from './terminal.js';
import { withModules } from './with-modules.js';

/** Works beside a running server, which takes a change over within seconds. */
export function settingsCommand(terminal: Terminal): Command {
  const command = new Command('settings').description('what may change while the service runs');
  command
    .command('get [name]')
    .description('show all settings of this kind with who changed them when, or the value of one')
    .action((name?: string) => get(terminal, name));
  command
    .command('set <name> <value>')
    .description('change a setting, on all instances')
    .action((name: string, value: string) => change(terminal, name, typedValue(name, value)));
  command
    .command('reset <name>')
    .description('restore the value of the environment, or the default')
    .action((name: string) => change(terminal, name, null));
  return command;
}

async function get(terminal: Terminal, name: string | undefined): Promise<void> {
  const all = await withSettings(terminal, (settings) => settings.show());
  if (name === undefined) for (const each of all) say(terminal, line(each));
  else say(terminal, String(found(all, name).value));
}

async function change(
  terminal: Terminal,
  name: string,
  value: string | number | null,
): Promise<void> {
  const all = await withSettings(terminal, (settings) => settings.change(null, { [name]: value }));
  say(terminal, line(found(all, name)));
}

function found(all: readonly SettingNow[], name: string): SettingNow {
  const setting = all.find((each) => each.name === name);
  if (setting !== undefined) return setting;
  const names = all.map((each) => each.name).join(', ');
  throw new CommandFailed(`No setting is called "${name}". Choose one of ${names}.`);
}

const withSettings = <Result>(
  { env }: Terminal,
  work: (settings: ManageSettings) => Promise<Result>,
): Promise<Result> =>
  withModules({ env, settings: LIVE_PARTS, modules: [AdministrationModule] }, (modules) =>
    work(modules.get(ManageSettings)),
  );

/** Tab separated, for people and scripts. */
const line = ({ name, value, isGiven, changedBy, changedAtMs }: SettingNow): string =>
  [
    name,
    String(value),
    isGiven ? 'changed' : 'default',
    changedBy ?? '-',
    changedAtMs === null ? '-' : new Date(changedAtMs).toISOString(),
  ].join('\t');
