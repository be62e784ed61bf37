import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DirectoryShardStore } from '../../src/storage/providers/shard-store.directory.js';
import { isAbandoned } from '../../src/storage/stripe-buffers.js';
import type { Lane } from '../../src/storage/providers/lane.js';

const PATIENCE = { stuckAfterMs: 3_000, answerWithinMs: 60_000, replaceAfterMs: 100 };

/** Reading from a pipe that nobody writes to does not return, as from a server that is gone. */
describe('lane of a directory', () => {
  let folder: string;
  let store: DirectoryShardStore;
  let lane: Lane;
  let pipe: string;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-lane-'));
    store = new DirectoryShardStore('disk', folder, PATIENCE);
    ({ lane } = store);
    await store.prepare(Date.now());
    pipe = join(folder, 'v1');
    mkdirSync(pipe);
    pipe = join(pipe, 'pipe');
    execFileSync('mkfifo', [pipe]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  /** A call that does not return before somebody reads from the pipe, or writes to it. */
  const hang = (): Promise<unknown> => lane.ask('read', { file: hanging, at: -1, length: 1 });
  let hanging = 0;
  /** A pipe with a writer and without bytes: reading from it waits. */
  async function openPipe(): Promise<{ letGo(read?: Promise<unknown>): Promise<void> }> {
    const both = await open(pipe, 'r+');
    hanging = both.fd;
    return {
      /** The pipe stays open until the thread has read: `read` is the call, if it was not given up. */
      letGo: async (read) => {
        await both.write('x');
        await settled();
        await read;
        await both.close();
      },
    };
  }
  const settled = async (until = () => lane.figures.abandoned === 0): Promise<void> => {
    while (!until()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const write = async (key: string): Promise<void> => {
    const writer = store.create(key);
    await writer.append(Buffer.from('content'));
    await writer.commit();
  };

  it('should take a pipe in the place of a shard for no shard, and not wait', async () => {
    await expect(store.open('v1/pipe')).rejects.toMatchObject({ code: 'storage/no-such-shard' });
    await write('v1/pipe');
    expect((await store.open('v1/pipe')).size).toBe(7);
  });

  it('should release everybody when a call does not return, and serve by a fresh thread', async () => {
    const { letGo } = await openPipe();
    const waiting = [hang(), store.open('v1/a/b/0'), write('v1/a/b/1')];
    for (const each of await Promise.allSettled(waiting)) expect(each.status).toBe('rejected');
    expect(lane.figures).toMatchObject({ isStuck: true, abandoned: 1, timesStuck: 1 });
    await expect(write('v1/a/b/2')).rejects.toMatchObject({ code: 'storage/provider-failed' });

    await settled(() => !lane.figures.isStuck);
    await write('v1/a/b/3');
    expect((await store.open('v1/a/b/3')).size).toBe(7);
    expect(lane.figures).toMatchObject({ isStuck: false, abandoned: 1 });

    await letGo();
    expect(lane.figures.abandoned).toBe(0);
    // Nobody waited for it any more when its turn came.
    await expect(store.open('v1/a/b/1')).rejects.toMatchObject({ code: 'storage/no-such-shard' });
    await write('v1/a/b/4');
  });

  it('should commit what waits together, and let one failure be nobody else’s', async () => {
    // As the product has it: the call that hangs ends before anybody gives it up, however busy the machine is.
    await store.close();
    store = new DirectoryShardStore('disk', folder);
    ({ lane } = store);
    const { letGo } = await openPipe();
    const before = hang();
    mkdirSync(join(folder, 'v1/a/b/in-the-way/x'), { recursive: true });
    const keys = Array.from({ length: 12 }, (_, i) => `v1/a/${i % 3}/${i}`);
    const waiting = keys.map(write);
    const failing = write('v1/a/b/in-the-way');
    await letGo(before);
    await expect(failing).rejects.toMatchObject({ code: 'storage/provider-failed' });
    await Promise.all(waiting);
    for (const key of keys) expect((await store.open(key)).size).toBe(7);
    // Nothing is left of the one that failed.
    rmSync(join(folder, 'v1/a/b'), { recursive: true });
    await write('v1/a/b/in-the-way');
  });

  it('should leave a few threads behind at most, and come back when one of them answers', async () => {
    const { letGo } = await openPipe();
    for (let times = 1; times <= 4; times++) {
      await expect(hang()).rejects.toThrow('no answer');
      expect(lane.figures).toMatchObject({ abandoned: times, timesStuck: times });
      if (times < 4) await settled(() => !lane.figures.isStuck);
    }
    await new Promise((resolve) => setTimeout(resolve, 10 * PATIENCE.replaceAfterMs));
    expect(lane.figures).toMatchObject({ isStuck: true, abandoned: 4 });
    const pipeAgain = await open(pipe, 'r+');
    await pipeAgain.write('xxxx');
    await settled();
    await pipeAgain.close();
    await write('v1/a/b/0');
    expect(lane.figures.isStuck).toBe(false);
    await letGo();
  });

  it('should not use memory again that a thread may still write to', async () => {
    const { letGo } = await openPipe();
    const memory = Buffer.from(new SharedArrayBuffer(16));
    const asked = { file: hanging, at: -1, into: [memory], isHashed: false };
    await expect(lane.ask('fill', asked, [memory])).rejects.toThrow('no answer');
    expect(isAbandoned(memory)).toBe(true);
    await letGo();
  });

  it('should list what is ours, however much there is, and nothing of the file server', async () => {
    for (let i = 0; i < 1_200; i++) {
      mkdirSync(join(folder, `v1/d${i}/v`), { recursive: true });
      writeFileSync(join(folder, `v1/d${i}/v/0`), '');
    }
    mkdirSync(join(folder, 'v1/.snapshot'));
    writeFileSync(join(folder, 'v1/d1/v/.nfs0001'), '');
    const keys = new Set<string>();
    for await (const key of store.list('v1')) keys.add(key);
    expect(keys.size).toBe(1_201);
    expect(keys.has('v1/pipe')).toBe(true);
    for await (const key of store.list('v1')) if (key.length > 0) break;
    expect(await store.open('v1/d1/v/0').then(({ size }) => size)).toBe(0);
  });
});
