import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { faulty } from '../../src/storage/providers/faulty-shards.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import { MemoryS3 } from '../fakes/memory-s3.js';
import { StorageDesk } from './storage-desk.js';
import { S3Desk } from './storage-s3-desk.js';

const STRIPE = 4 * BLOCK_BYTES;

let desk: StorageDesk;
let documentId: string;
afterEach(() => desk.close());

async function open(options?: Parameters<typeof StorageDesk.open>[0]): Promise<void> {
  desk = await StorageDesk.open(options);
  documentId = await desk.newDocument();
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code ?? error,
  );

describe('sealed object store with failing providers', () => {
  const onlyOn =
    (names: string[], wrap: (store: ShardStore) => ShardStore) => (store: ShardStore) =>
      names.includes(store.provider) ? wrap(store) : store;

  it('should save with one dead provider and note its shard as missing', async () => {
    await open();
    await rm(desk.directories[4]!, { recursive: true });
    const content = randomBytes(STRIPE);
    const stored = await desk.save(documentId, content);
    expect(
      stored.shards.filter(({ state }) => state === 'missing').map(({ provider }) => provider),
    ).toEqual(['p4']);
    expect((await desk.read(stored)).equals(content)).toBe(true);
  });

  it('should leave nothing behind when two providers are dead', async () => {
    await open();
    for (const n of [1, 4]) await rm(desk.directories[n]!, { recursive: true });
    expect(await codeOf(desk.put(documentId, randomBytes(STRIPE)))).toBe('storage/not-durable');
    expect(await desk.shardFiles()).toEqual([]);
  });

  it('should leave nothing behind when answers of commits are lost', async () => {
    let armed = false;
    const lossy = (store: ShardStore) =>
      faulty(store, { random: () => (armed ? 0 : 1), lostAck: 0.5 });
    await open({ wrap: onlyOn(['p0', 'p3'], lossy) });
    armed = true;
    expect(await codeOf(desk.put(documentId, randomBytes(1000)))).toBe('storage/not-durable');
    expect(await desk.shardFiles()).toEqual([]);
  });

  it('should not wait for a provider that hangs', async () => {
    let armed = false;
    const hanging = (store: ShardStore): ShardStore => {
      const create = store.create.bind(store);
      store.create = async (key) => {
        const writer = await create(key);
        return {
          ...writer,
          abort: () => writer.abort(),
          append: () =>
            armed ? delay(600_000, undefined, { ref: false }) : writer.append(Buffer.alloc(0)),
          commit: () => writer.commit(),
        };
      };
      return store;
    };
    await open({ wrap: onlyOn(['p2'], hanging), lateAfterMs: 50 });
    armed = true;
    const content = randomBytes(2 * STRIPE);
    const stored = await desk.save(documentId, content);
    expect(stored.shards.find(({ provider }) => provider === 'p2')?.state).toBe('missing');
    expect((await desk.read(stored)).equals(content)).toBe(true);
  });

  it('should neither make nor save a document at the pace of a bucket that hangs', async () => {
    const s3 = new MemoryS3();
    await s3.start();
    const keys = { accessKeyId: 'any', secretAccessKey: 'any' };
    const bucket = new S3Desk({
      endpoint: s3.endpoint,
      region: 'x',
      ...keys,
      stop: () => s3.stop(),
    });
    try {
      await open({ wrap: onlyOn(['p2'], () => bucket.store({}, 60_000, 'p2')), lateAfterMs: 50 });
      s3.fault = ({ operation }) =>
        operation === 'put' || operation === 'delete' ? { latencyMs: 600_000 } : undefined;
      const hurried = await desk.newDocument();
      const content = randomBytes(2 * STRIPE);
      const stored = await desk.save(hurried, content);
      expect(stored.shards.find(({ provider }) => provider === 'p2')?.state).toBe('missing');
      expect((await desk.read(stored)).equals(content)).toBe(true);
      // The keyring, and what is said of it: they arrived after nobody waited for them any more.
      expect(s3.objects.size).toBe(2);
      await desk.store.discard(stored);
      expect(await desk.shardFiles()).toEqual([]);
      const failing = (await desk.store.probeProviders()).filter(({ ok }) => !ok);
      expect(failing).toEqual([{ name: 'p2', ok: false, error: 'no answer within 1500 ms' }]);
    } finally {
      bucket.close();
      await s3.stop();
    }
  });

  it('should read through providers that lie now and then', async () => {
    let calls = 0;
    const lying = (store: ShardStore) =>
      faulty(store, { random: () => (calls++ % 3 === 0 ? 0 : 0.99), bitFlip: 0.5 });
    await open({ wrap: onlyOn(['p1', 'p5'], lying) });
    const content = randomBytes(5 * STRIPE);
    expect((await desk.read(await desk.save(documentId, content))).equals(content)).toBe(true);
  });
});
