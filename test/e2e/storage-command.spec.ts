import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { storageCommand } from '../../src/command-line/storage.command.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** One after the other on one server, as an operator would go about it. */
describe('kontor storage', () => {
  let folder: string;
  let server: RunningKontor;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-operator-'));
    const providers = ['a', 'b', 'c', 'd', 'e'].map((name) => ({
      name,
      url: pathToFileURL(join(folder, name)).href,
    }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 2, min_durable: 3, providers }));
    server = await startKontor({ KONTOR_STORAGE: file });
    env = { KONTOR_STORAGE: file, KONTOR_DATA_DIR: join(server.folder, 'data') };
    for (let i = 0; i < 8; i++) await save();
  });
  afterAll(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function save(): Promise<void> {
    const response = await server.fetchAs('alice', '/api/documents?title=A.txt', {
      method: 'POST',
      body: randomBytes(3000).toString('base64'),
    });
    expect(response.status).toBe(201);
  }

  async function kontor(args: string, isTTY = false) {
    let out = '';
    let err = '';
    const status = await runCommandLine(
      args.split(' '),
      {
        env,
        stdin: process.stdin,
        stdout: { isTTY, write: (text: string) => (out += text) },
        stderr: { write: (text: string) => (err += text) },
      },
      [storageCommand],
    );
    return { status, out, err };
  }

  /** But for the files with which places are tried from time to time. */
  const filesAt = async (provider: string): Promise<string[]> => {
    const found = await readdir(join(folder, provider), { recursive: true, withFileTypes: true });
    return found
      .filter((each) => each.isFile() && !each.parentPath.endsWith('/v1/probe'))
      .map((each) => join(each.parentPath, each.name));
  };

  it('should say how providers stand', async () => {
    const { status, out } = await kontor('storage status');
    expect(status).toBe(0);
    expect(out).toMatch(/^a\tactive\tanswers\t\d+ shards\t\d+ bytes\t0 missing$/m);
    expect(out).toContain('versions\t8, 0 wait for repair, 0 under repair');
    const data = JSON.parse((await kontor('storage status --json')).out) as { objects: number };
    expect(data.objects).toBe(8);
  });

  it('should find what is damaged, rehearse, and repair, each with its exit status', async () => {
    const broken = (await filesAt('b')).filter((file) => !file.includes('keyring')).slice(0, 3);
    for (const file of broken) await writeFile(file, 'no shard');
    const scrubbed = await kontor('storage scrub');
    expect(scrubbed).toMatchObject({ status: 0, err: '' });
    expect(scrubbed.out).toMatch(/verified: \d+ of \d+ \(100 %\)/);
    const repaired = await kontor('storage repair', true);
    expect(repaired).toMatchObject({ status: 0, err: '' });
    expect(repaired.out).toContain('██████████████████████████████ 100 %  repaired: 3 of 3');
    expect(repaired.out).toContain('Every version is whole.');
    expect((await kontor('storage repair --dry-run')).out).toContain(
      'Would rebuild 0 shards of 0 versions.',
    );
  });

  it('should fail when it could not do what was asked, and say why', async () => {
    const place = join(folder, 'c');
    await rename(place, join(folder, 'away'));
    await writeFile(place, 'not a folder');
    // Four of five places take a version, by its id: of eight versions one has a shard here, but for one time in 400,000.
    for (let i = 0; i < 8; i++) await save();
    const scrubbed = await kontor('storage scrub');
    expect(scrubbed).toMatchObject({ status: 1 });
    expect(scrubbed.err).toMatch(/^Could not be verified: \d+ shards;/);
    const repaired = await kontor('storage repair');
    await rm(place);
    await rename(join(folder, 'away'), place);
    expect(repaired.status).toBe(1);
    expect(repaired.err).toMatch(/^Still missing: \d shards;/);
    expect((await kontor('storage repair')).status).toBe(0);
    expect(await kontor('storage drain nowhere')).toMatchObject({
      status: 1,
      err: 'No provider is called nowhere. Name one of these: a, b, c, d, e.\n',
    });
  });

  it('should empty a provider, refuse the next one, and take the first back', async () => {
    const drained = await kontor('storage drain d');
    expect(drained).toMatchObject({ status: 0, err: '' });
    expect(drained.out).toContain('d is empty and may be taken out of the settings.');
    expect(await filesAt('d')).toEqual([]);
    expect(await kontor('storage drain a')).toMatchObject({
      status: 1,
      err: 'Without provider a 3 would be left, and every version needs 4. Add another provider first.\n',
    });
    expect((await kontor('storage drain d --undo')).status).toBe(0);
    expect((await kontor('storage status')).out).toContain('d\tactive');
  });

  it('should thin steps of sessions, or only say what it would remove', async () => {
    for (const [command, said] of [
      ['storage thin --dry-run', 'Would remove 0 steps of editing sessions.'],
      ['storage thin', 'Removed 0 steps of editing sessions.'],
    ] as const) {
      const { status, out } = await kontor(command);
      expect(status).toBe(0);
      expect(out).toContain(said);
      expect(out).toContain(' 0 bytes at the providers.');
    }
  });
});
