import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { faulty } from '../fakes/faulty-shards.js';
import {
  withConcurrencyLimit,
  retrying,
} from '../../src/storage/providers/shard-store-decorators.js';
import { describeShardStore } from '../../src/storage/providers/shard-store.conformance.js';
import { DirectoryShardStore } from '../../src/storage/providers/shard-store.directory.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';

const DAY_MS = 24 * 60 * 60 * 1000;

const onDisk = (wrap: (store: ShardStore) => ShardStore) => async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-shards-'));
  const store = new DirectoryShardStore('disk', folder);
  await store.prepare(Date.now());
  const dispose = async (): Promise<void> => {
    await store.close();
    await rm(folder, { recursive: true });
  };
  return { store: wrap(store), dispose };
};

/** A fixed sequence; with twenty attempts none is unlucky twenty times. */
function fixedRandom(): () => number {
  let state = 7;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

describeShardStore(
  'directory',
  onDisk((store) => store),
);
describeShardStore(
  'directory, limited, retried, with errors and lost answers',
  onDisk((store) =>
    withConcurrencyLimit(
      retrying(faulty(store, { random: fixedRandom(), error: 0.3, lostAck: 0.3 }), {
        attempts: 20,
        firstDelayMs: 0,
      }),
      { parallel: 2 },
    ),
  ),
);

describe('directory shard store', () => {
  let folder: string;
  let store: DirectoryShardStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-shards-'));
    store = new DirectoryShardStore('disk', folder);
    await store.prepare(Date.now());
  });
  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const parts = (): Promise<string[]> => readdir(join(folder, '.tmp'));

  it('should let nobody else read its files', async () => {
    const writer = store.create('v1/d/v/0');
    await writer.append(Buffer.from('x'));
    await writer.commit();
    expect((await stat(join(folder, 'v1/d/v/0'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'v1'))).mode & 0o777).toBe(0o700);
  });

  it('should leave no empty folders after a removal', async () => {
    const writer = store.create('v1/d/v/0');
    await writer.commit();
    await store.remove('v1/d/v/0');
    expect(await readdir(folder)).toEqual(['.tmp']);
  });

  it('should not write below a folder that was removed', async () => {
    await rm(folder, { recursive: true });
    const writer = store.create('v1/d/v/0');
    await expect(writer.commit()).rejects.toMatchObject({ code: 'storage/provider-failed' });
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('should sweep what a killed process left, and nothing of a living one', async () => {
    const living = store.create('v1/d/v/1');
    await living.append(Buffer.alloc(100_000));
    const [itsName] = await parts();
    const [host] = itsName!.split('-');
    const killed = spawn(process.execPath, [
      '-e',
      'process.stdout.write("up"); setInterval(() => 0, 1000)',
    ]);
    await once(killed.stdout, 'data');
    await writeFile(join(folder, '.tmp', `${host}-${killed.pid}-00`), 'half a shard');
    await writeFile(join(folder, '.tmp', `${host}-${process.ppid}-00`), 'of a living one');
    await writeFile(join(folder, '.tmp', 'ffffffff-1-00'), 'of another host');
    await writeFile(join(folder, '.tmp', 'ffffffff-1-01'), 'of another host, long ago');
    const longAgo = new Date(Date.now() - 2 * DAY_MS);
    await utimes(join(folder, '.tmp', 'ffffffff-1-01'), longAgo, longAgo);
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    await living.abort();
    const next = new DirectoryShardStore('disk', folder);
    await next.prepare(Date.now());
    await next.close();
    expect((await parts()).sort()).toEqual([`${host}-${process.ppid}-00`, 'ffffffff-1-00'].sort());
  });
});
