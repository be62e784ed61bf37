import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { shardKey } from '../../src/storage/providers/keys.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { startCeph } from '../start-ceph.js';
import type { RunningS3 } from '../running-s3.js';
import { StorageFixture } from './storage-fixture.js';
import { S3Fixture } from './storage-s3-fixture.js';
import { MaintenanceFixture } from './maintenance-fixture.js';

const PROVIDERS = 7;
const DAY_MS = 24 * 60 * 60_000;

/** The maintenance of directories, with every place below a prefix of its own in a bucket at Ceph. */
describe('maintenance of buckets', () => {
  let ceph: RunningS3;
  let s3: S3Fixture;
  let run: string;
  let fixture: StorageFixture;
  let maintenance: MaintenanceFixture;

  beforeAll(async () => {
    ceph = await startCeph();
    s3 = new S3Fixture(ceph);
    await s3.makeBucket();
  });
  afterAll(async () => {
    s3?.close();
    await ceph?.stop();
  });

  beforeEach(async () => {
    run = randomUUID();
    fixture = await StorageFixture.open({
      providers: PROVIDERS,
      wrap: ({ provider }) => s3.store({ prefix: below(provider) }, undefined, provider),
      // A busy machine makes the gateway slow, and a late shard would be repaired as well.
      lateAfterMs: 60_000,
      giveUpAfterMs: 60_000,
    });
    maintenance = new MaintenanceFixture(fixture);
    await maintenance.service.refresh();
  });
  afterEach(() => fixture.close());

  const below = (provider: string): string => `${run}/${provider}`;
  const keyOf = (stored: StoredObject, index: number): string =>
    `${below(stored.shards[index]!.provider)}/${shardKey(stored, index)}`;
  const shardsOf = (stored: StoredObject): Promise<Buffer[]> =>
    Promise.all(stored.shards.map(({ index }) => s3.bytesOf(keyOf(stored, index))));
  const found = async (stored: StoredObject): Promise<StoredObject> =>
    (await fixture.index.findObject(stored)) as StoredObject;

  async function saved(...sizes: number[]): Promise<[StoredObject, Buffer][]> {
    const all: [StoredObject, Buffer][] = [];
    for (const size of sizes) {
      const content = randomBytes(size);
      all.push([await fixture.save(await fixture.newDocument(), content), content]);
    }
    return all;
  }

  it('should find every kind of damage, and rebuild what was there bit by bit', async () => {
    const all = await saved(0, 5000, 9 * BLOCK_BYTES + 77);
    for (const [stored] of all) {
      const before = await shardsOf(stored);
      const damages: [number, (bytes: Buffer) => Buffer | undefined][] = [
        [0, () => undefined],
        [1, (bytes) => bytes.subarray(0, bytes.length - 700)],
        [2, (bytes) => flipped(bytes, Math.floor(bytes.length / 3))],
        [3, () => before[4]!],
      ];
      for (const pair of [damages.slice(0, 2), damages.slice(2)]) {
        for (const [index, damage] of pair) {
          const bytes = damage(before[index]!);
          const key = keyOf(stored, index);
          await (bytes === undefined ? s3.remove(key) : s3.overwrite(key, bytes));
        }
        await maintenance.heal();
        expect((await shardsOf(stored)).map((bytes, i) => bytes.equals(before[i]!))).toEqual(
          Array(6).fill(true),
        );
      }
    }
    expect(maintenance.events.filter(({ what }) => what === 'bad')).toHaveLength(4 * all.length);
    expect(maintenance.shardsThat('rebuilt')).toBe(4 * all.length);
    for (const [stored, content] of all)
      expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should write keyrings again that are gone or changed', async () => {
    await saved(100);
    const [gone, changed] = await Promise.all(
      ['p0', 'p1'].map(async (provider) => {
        const keys = await s3.keys(`${below(provider)}/v1/`);
        return keys.find((key) => key.endsWith('/keyring/1.age'))!;
      }),
    );
    const bytes = await s3.bytesOf(gone!);
    await s3.remove(gone!);
    await s3.overwrite(changed!, flipped(bytes, 300));
    await maintenance.scrub();
    await maintenance.service.settleKeyrings(maintenance.signal);
    for (const key of [gone!, changed!]) {
      expect((await s3.bytesOf(key)).equals(bytes)).toBe(true);
    }
  });

  it('should empty a bucket that is drained, and keep every version whole', async () => {
    const all = await saved(...Array.from({ length: 12 }, (_, i) => 3000 + i), 5 * BLOCK_BYTES);
    const there = (await s3.keys(`${below('p2')}/v1/`)).filter((key) => !key.includes('keyring'));
    expect(there.length).toBeGreaterThan(2);
    // One of them is lost there, and is rebuilt elsewhere instead.
    await s3.remove(there[0]!);
    await maintenance.drains.drain('p2');
    await maintenance.service.drain(maintenance.signal);
    await maintenance.service.repair(maintenance.signal);
    await maintenance.service.drain(maintenance.signal);
    expect(await s3.keys(below('p2'))).toEqual([]);
    expect((await maintenance.states.all()).get('p2')).toBe('drained');
    expect(maintenance.shardsThat('moved')).toBe(there.length - 1);
    expect(maintenance.shardsThat('rebuilt')).toBe(1);
    for (const [stored, content] of all) {
      const { shards } = await found(stored);
      expect(shards.map(({ state }) => state)).toEqual(Array(6).fill('present'));
      expect(shards.some(({ provider }) => provider === 'p2')).toBe(false);
      expect((await fixture.read(stored)).equals(content)).toBe(true);
    }
  });

  it('should collect what belongs to nothing once it is old enough, and nothing else', async () => {
    const [[stored, content]] = (await saved(4000)) as [[StoredObject, Buffer]];
    // Complete shards of a version that nobody recorded: the process was killed before the commit.
    const { documentId } = stored;
    const lost = await fixture.put(documentId, randomBytes(2000), { parent: stored });
    const keysOfLost = lost.shards.map(({ index }) => keyOf(lost, index));
    await maintenance.service.collectOrphans(maintenance.signal);
    expect((await s3.bytesOf(keysOfLost[0]!)).length).toBeGreaterThan(0);
    fixture.clock.advance(8 * DAY_MS);
    const collected = await maintenance.service.collectOrphans(maintenance.signal);
    expect(collected).toHaveLength(keysOfLost.length);
    const left = await s3.keys(`${run}/`);
    expect(left.filter((key) => keysOfLost.includes(key))).toEqual([]);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] as number) ^ 1;
  return changed;
}
