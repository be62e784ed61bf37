import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const PROGRAM = join(import.meta.dirname, '../../dist/kontor.js');

describe('a command whose output goes nowhere', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-output-'));
    expect(await run(['user', 'list'], 'pipe')).toEqual({ status: 0, said: '' });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function run(args: readonly string[], stdout: number | 'pipe', isRead = true) {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env.PATH, KONTOR_DATA_DIR: join(folder, 'data') },
      stdio: ['ignore', stdout, 'pipe'],
    });
    if (isRead) child.stdout?.resume();
    else child.stdout!.destroy();
    const [said, [status]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
    return { status: status as number, said };
  }

  it.each([['settings get'], ['audit export'], ['audit verify'], ['storage status']])(
    'should not fail when nobody reads what "%s" prints',
    async (command) => {
      expect(await run(command.split(' '), 'pipe', false)).toEqual({ status: 0, said: '' });
    },
  );

  it('should do what it was asked for all the same', async () => {
    const made = await run(['group', 'add', 'Unread'], 'pipe', false);
    expect(made).toEqual({ status: 0, said: '' });
    const again = await run(['group', 'add', 'Unread'], 'pipe');
    expect(again.status).toBe(1);
  });

  it('should say plainly that a full disk took nothing of it', async () => {
    const full = openSync('/dev/full', 'w');
    expect(await run(['settings', 'get'], full)).toEqual({
      status: 1,
      said: 'The output could not be written (ENOSPC); what was asked for is done.\n',
    });
    closeSync(full);
  });
});
