import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { join } from 'node:path';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { settingsCommand } from '../../src/command-line/settings.command.js';
import { RunningTime } from '../running-time.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

describe('settings that change while the service runs', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_MAX_FILE_BYTES: '5000' });
  });
  afterAll(() => kontor.stop());

  const show = async () => (await kontor.fetchAs('admin', '/api/settings')).json();
  const change = (body: object, who = 'admin'): Promise<Response> =>
    kontor.fetchAs(who, '/api/settings', {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const upload = (bytes: number): Promise<Response> =>
    kontor.fetchAs('alice', '/api/documents?title=Size.txt', {
      method: 'POST',
      body: 'x'.repeat(bytes),
    });
  const command = async (...args: string[]): Promise<[number, string]> => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const env = {
      KONTOR_PROFILE: 'playground',
      KONTOR_DATA_DIR: join(kontor.folder, 'data'),
      KONTOR_MAX_FILE_BYTES: '5000',
    };
    const terminal = { env, stdin: process.stdin, stdout, stderr };
    const status = await runCommandLine(['settings', ...args], terminal, [settingsCommand]);
    return [status, String(stdout.read() ?? stderr.read() ?? '').trim()];
  };

  it('should be shown with their defaults, and nobody who changed them', async () => {
    expect(await show()).toMatchObject({
      oneoffixx_cache_timeout: 2_592_000,
      oneoffixx_fake_sid: expect.any(String),
      autosave_seconds: expect.any(Number),
      audit_days: 3650,
      shadow_days: 30,
      uploads_per_person: 50,
      max_file_bytes: 5000,
      details: {
        max_file_bytes: { value: 5000, default: 5000, changed_by: null, changed_at: null },
      },
    });
  });

  it('should act at once, with who changed what when, and be audited with both values', async () => {
    expect((await upload(3000)).status).toBe(201);
    const answer = await change({ max_file_bytes: 2000 });
    expect(answer.status).toBe(200);
    const { max_file_bytes, details } = await answer.json();
    expect(max_file_bytes).toBe(2000);
    expect(details.max_file_bytes).toMatchObject({ value: 2000, changed_by: 'admin' });
    expect(Date.now() - Date.parse(details.max_file_bytes.changed_at)).toBeLessThan(60_000);
    expect((await upload(3000)).status).toBe(413);
    const log = await (
      await kontor.fetchAs('admin', '/api/admin/audit?action=settings.changed&limit=1')
    ).json();
    expect(log.entries).toEqual([
      expect.objectContaining({
        ...{ actor: 'admin', object_type: 'setting', object_id: 'max_file_bytes' },
        detail: { from: 5000, to: 2000 },
      }),
    ]);
    expect(await (await change({ max_file_bytes: null })).json()).toMatchObject({
      max_file_bytes: 5000,
    });
    expect((await upload(3000)).status).toBe(201);
  });

  it.each([
    [{ max_file_bytes: 0 }],
    [{ max_file_bytes: '5' }],
    [{ autosave_seconds: 3 }],
    [{ audit_days: 0.5 }],
    [{ no_such_setting: 1 }],
    [{ autosave_seconds: 60, shadow_days: -1 }],
  ])('should be refused as a whole: %j', async (body) => {
    const before = await show();
    expect((await change(body)).status).toBe(400);
    expect(await show()).toEqual(before);
  });

  it('should be for administrators', async () => {
    expect((await change({ audit_days: 1 }, 'alice')).status).toBe(403);
    expect((await kontor.fetchAs('alice', '/api/settings')).status).toBe(403);
  });

  it('should be changed by the command line, and act in the running server within five seconds', async () => {
    expect(await command('set', 'max_file_bytes', '1000')).toEqual([
      0,
      expect.stringMatching(/^max_file_bytes\t1000\tchanged\t-\t\d{4}-/),
    ]);
    expect(await command('get', 'max_file_bytes')).toEqual([0, '1000']);
    using time = new RunningTime();
    let status = 201;
    while (status !== 413 && time.ms < 5000) ({ status } = await upload(3000));
    expect(status).toBe(413);
    expect((await command('reset', 'max_file_bytes'))[1]).toContain('\t5000\tdefault');
    expect(await command('set', 'max_file_bytes', 'many')).toEqual([
      1,
      expect.stringContaining('max_file_bytes'),
    ]);
    expect(await command('set', 'no_such', '1')).toEqual([
      1,
      expect.stringContaining('autosave_seconds'),
    ]);
    expect((await command('get'))[1].split('\n')).toHaveLength(7);
  });
});
