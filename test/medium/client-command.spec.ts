import 'reflect-metadata';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientCommand } from '../../src/command-line/client.command.js';
import { groupCommand } from '../../src/command-line/group.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import type { Terminal } from '../../src/command-line/terminal.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-command-'));
  await kontor('client add console --scope documents:read sessions');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** What an operator types, and what comes back. */
async function kontor(args: string): Promise<readonly [number, string, string]> {
  let out = '';
  let err = '';
  const terminal = {
    env: { KONTOR_DATA_DIR: join(folder, 'data') },
    stdin: process.stdin,
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  } as Terminal;
  const status = await runCommandLine(args.split(' '), terminal, [clientCommand, groupCommand]);
  return [status, out, err];
}

const changed = async (args: string): Promise<string> => {
  const [status, out, err] = await kontor(`client change console ${args}`);
  expect([status, err]).toEqual([0, '']);
  return out;
};

const refused = async (args: string): Promise<string> => {
  const [status, out, err] = await kontor(args);
  expect([status, out]).toEqual([1, '']);
  return err;
};

const listed = async (): Promise<string> => (await kontor('client list'))[1];

const ISSUER =
  '--trusted-issuer https://own.example.ch --trusted-keys http://127.0.0.1:9/jwks --trusted-audience kontor';

describe('kontor client change', () => {
  it('should change what is given, leave the rest, and say what it was and is', async () => {
    expect(await changed('--origin https://app.example.ch')).toBe(
      'Changed console.\norigins: - -> https://app.example.ch\n',
    );
    expect(await changed('--scope documents:read act-for-people')).toBe(
      'Changed console.\nscopes: documents:read sessions -> documents:read act-for-people\n',
    );
    await kontor('group add Bern');
    const [, groups] = await kontor('group list');
    const [group] = groups.split('\t');
    expect(await changed(`--group ${group} --jwks-uri http://127.0.0.1:9/own`)).toBe(
      `Changed console.\ngroups: everybody -> ${group}\nkeys: - -> http://127.0.0.1:9/own\n`,
    );
    expect(await listed()).toContain(
      `console\tenabled\tdocuments:read act-for-people\thttps://app.example.ch\t${group}\thttp://127.0.0.1:9/own\t-`,
    );
  });

  it('should change a part of the issuer, and keep its other parts', async () => {
    await changed(ISSUER);
    expect(await changed('--trusted-audience desk --trusted-claims username=login')).toBe(
      'Changed console.\naudience: kontor -> desk\n' +
        'claims: username=preferred_username display_name=name mail=email -> username=login display_name=name mail=email\n',
    );
    expect(await listed()).toContain('https://own.example.ch');
  });

  it('should disable, enable and clear', async () => {
    await changed(`--origin https://app.example.ch ${ISSUER}`);
    expect(await changed('--disable')).toBe('Changed console.\nstate: enabled -> disabled\n');
    expect(await changed('--disable')).toBe('console is so already.\n');
    expect(await changed('--enable --clear origins issuer')).toMatch(
      /state: disabled -> enabled\norigins: https:\/\/app.example.ch -> -\nissuer: https:\/\/own.example.ch -> -\n/,
    );
  });

  it('should say what to do when it cannot', async () => {
    expect(await refused('client change console')).toMatch('Nothing to change is given. Say what');
    expect(await refused('client change nobody --disable')).toBe(
      'There is no application nobody. Check the id or the name.\n',
    );
    expect(await refused('client change console --origin https://x.example/p')).toMatch(
      'Give scheme, host and port only',
    );
    expect(await refused('client change console --group nowhere')).toMatch(
      'There is no group "nowhere". Check the id or the name.',
    );
    expect(await refused('client change console --trusted-audience desk')).toMatch(
      'Give --trusted-issuer, --trusted-keys and --trusted-audience together.',
    );
    expect(await refused(`client change console ${ISSUER} --trusted-claims login`)).toMatch(
      'Write username=…, display_name=… or mail=…',
    );
    expect(await refused('client change console --origin https://x.example --clear origins')).toBe(
      'origins are given and cleared. Leave out one of the two.\n',
    );
    expect(await refused('client change console --scope everything')).toMatch('Allowed choices');
    expect(await refused('client change console --enable --disable')).toMatch('cannot be used');
    expect(await refused('client add more --scope sessions --trusted-audience desk')).toMatch(
      'together.',
    );
    expect(await listed()).toMatch(/\tconsole\tenabled\tdocuments:read sessions\t-\t-\t-\t-\n$/);
  });
});
