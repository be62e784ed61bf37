import { createHash, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../src/platform/config/secret.js';
import { describeShardStore } from '../../src/storage/providers/shard-store.conformance.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import { startCeph } from '../start-ceph.js';
import type { RunningS3 } from '../running-s3.js';
import { S3Fixture } from './storage-s3-fixture.js';

const MIB = 1_048_576;
const KEY = 'v1/doc-1/ver-1/0';

let ceph: RunningS3;
let fixture: S3Fixture;
beforeAll(async () => {
  ceph = await startCeph();
  fixture = new S3Fixture(ceph);
  await fixture.makeBucket();
});
afterAll(async () => {
  fixture?.close();
  await ceph?.stop();
});

describeShardStore('S3 at Ceph', async () => ({
  store: fixture.store(),
  dispose: async () => undefined,
}));

async function write(store: ShardStore, key: string, pieces: Iterable<Uint8Array>): Promise<void> {
  const writer = store.create(key);
  for (const piece of pieces) await writer.append(piece);
  await writer.commit();
}

async function readInBlocks(store: ShardStore, key: string, block: number): Promise<string> {
  const reader = await store.open(key);
  const hash = createHash('sha256');
  for (let at = 0; at < reader.size; at += block) {
    const into = Buffer.alloc(Math.min(block, reader.size - at));
    await reader.read(into, at);
    hash.update(into);
  }
  await reader.close();
  return hash.digest('hex');
}

const failureOf = async (work: Promise<unknown>): Promise<Error & { code?: string }> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
};

describe('S3 shard store at Ceph', () => {
  it('should keep a shard of 25 MB in parts and give it back', async () => {
    const prefix = 'large';
    const store = fixture.store({ prefix });
    const block = randomBytes(262_144);
    const hash = createHash('sha256');
    await write(
      store,
      KEY,
      Array.from({ length: 100 }, () => (hash.update(block), block)),
    );
    expect(await readInBlocks(store, KEY, 262_144)).toBe(hash.digest('hex'));
    expect(await fixture.uploads(prefix)).toBe(0);
  });

  it('should keep shards at and around the size of one part', async () => {
    const store = fixture.store();
    for (const size of [8 * MIB - 1, 8 * MIB, 8 * MIB + 1]) {
      const bytes = randomBytes(size);
      await write(store, `v1/d/v/${size}`, [bytes.subarray(0, 5), bytes.subarray(5)]);
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(await readInBlocks(store, `v1/d/v/${size}`, MIB)).toBe(expected);
    }
  });

  it('should leave nothing of a shard given up in the middle of its parts', async () => {
    const prefix = 'given-up';
    const writer = fixture.store({ prefix }).create(KEY);
    for (let i = 0; i < 9; i++) await writer.append(Buffer.alloc(MIB, i));
    expect(await fixture.uploads(prefix)).toBe(1);
    await writer.abort();
    expect(await fixture.uploads(prefix)).toBe(0);
    expect(await fixture.keys(prefix)).toEqual([]);
  });

  it('should list more keys than one answer holds', async () => {
    const store = fixture.store();
    const keys = Array.from({ length: 1_100 }, (_, i) => `v1/many/ver-${i}/0`);
    for (let at = 0; at < keys.length; at += 50) {
      await Promise.all(keys.slice(at, at + 50).map((key) => write(store, key, [])));
    }
    const listed: string[] = [];
    for await (const key of store.list('v1/many')) listed.push(key);
    expect(listed.sort()).toEqual(keys.sort());
  });

  it('should cancel uploads that nobody has worked on for a day', async () => {
    const prefix = 'abandoned';
    const store = fixture.store({ prefix });
    const writer = store.create(KEY);
    await writer.append(Buffer.alloc(9 * MIB));
    expect(await store.prepare(Date.now())).toBe(0);
    expect(await store.prepare(Date.now() + 25 * 60 * 60 * 1000)).toBe(1);
    expect(await fixture.uploads(prefix)).toBe(0);
  });

  it('should find out what the server checks, and leave nothing', async () => {
    const prefix = 'examined';
    expect(await fixture.store({ prefix }).examine()).toEqual({
      conditionalPut: true,
      checksMd5: true,
    });
    expect(await fixture.keys(prefix)).toEqual([]);
  });

  it.each([
    ['a wrong secret', { secretAccessKey: new Secret('swordfish') }, 'SignatureDoesNotMatch'],
    ['an unknown key', { accessKeyId: new Secret('swordfish') }, 'InvalidAccessKeyId'],
    ['no bucket', { bucket: 'swordfish-bucket' }, 'NoSuchBucket'],
    ['no server', { endpoint: 'http://127.0.0.1:9' }, 'ECONNREFUSED'],
  ])('should fail with %s, and never as if a shard were missing', async (_, changes, why) => {
    const store = fixture.store(changes);
    const reading = await failureOf(store.open(KEY));
    const writing = await failureOf(write(store, KEY, [Buffer.from('x')]));
    for (const failure of [reading, writing]) {
      expect(failure).toMatchObject({ code: 'storage/provider-failed' });
      expect(failure.message).toContain(why);
      expect(inspect(failure, { depth: 9 })).not.toMatch(/swordfish|kontor-tests/);
    }
  });
});
