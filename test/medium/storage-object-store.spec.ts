import { randomBytes } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ManualTiming } from '../fakes/manual-timing.js';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { inPieces, sha256, StorageFixture } from './storage-fixture.js';

const STRIPE = 4 * BLOCK_BYTES;
/** Plaintext sizes whose payload ends exactly at, before and after the end of the first stripe. */
const aroundOneStripe = [-1, 0, 1].map((off) => STRIPE - 16 - 16 * 16 + off);
const SIZES = [0, 1, 63, 64, 65_535, 65_536, 65_537, ...aroundOneStripe, 3 * STRIPE, 10_000_000];

let fixture: StorageFixture;
let documentId: string;
afterEach(() => fixture.close());

/** Time stands still: on a busy machine, a read with a hedge may end before it has seen a bad shard. */
async function open(options?: Parameters<typeof StorageFixture.open>[0]): Promise<void> {
  fixture = await StorageFixture.open({ timing: new ManualTiming(), ...options });
  documentId = await fixture.newDocument();
}

const codeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code ?? error,
  );

async function flipBit(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at]! ^= 1;
  await writeFile(file, bytes);
}

function* pairs(n: number): Generator<[number, number]> {
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) yield [a, b];
}

describe('sealed object store', () => {
  beforeEach(() => open());

  it.each(SIZES)('should give back %i bytes', async (size) => {
    const content = randomBytes(size);
    const stored = await fixture.save(documentId, content);
    expect(stored.size).toBe(size);
    expect(stored.shards.map((shard) => shard.state)).toEqual(Array(6).fill('present'));
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should survive the loss of any two providers', async () => {
    const content = randomBytes(STRIPE + 100_000);
    for (const lost of pairs(6)) {
      const stored = await fixture.save(documentId, content);
      for (const index of lost) await rm(fixture.shardFile(stored, index));
      expect((await fixture.read(stored)).equals(content)).toBe(true);
    }
  });

  it('should survive flipped bits anywhere in any two shards', async () => {
    const content = randomBytes(STRIPE + 100_000);
    for (const [a, b] of pairs(6)) {
      const stored = await fixture.save(documentId, content);
      const { size } = await stat(fixture.shardFile(stored, a));
      await flipBit(fixture.shardFile(stored, a), Math.floor(Math.random() * size));
      await flipBit(fixture.shardFile(stored, b), Math.floor(Math.random() * size));
      expect((await fixture.read(stored)).equals(content)).toBe(true);
    }
  });

  it('should survive bad blocks in every shard as long as no stripe has more than two', async () => {
    const content = randomBytes(3 * STRIPE);
    const stored = await fixture.save(documentId, content);
    for (const index of [0, 1, 2, 3, 4, 5]) {
      await flipBit(fixture.shardFile(stored, index), Math.floor(index / 2) * BLOCK_BYTES + 77);
    }
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should report an unrecoverable object before the first byte', async () => {
    const stored = await fixture.save(documentId, randomBytes(STRIPE));
    for (const index of [0, 2, 5]) await rm(fixture.shardFile(stored, index));
    const key = await fixture.store.leaseKey(stored);
    expect(await codeOf(fixture.store.open(stored, key))).toBe('storage/unrecoverable');
  });

  it('should destroy the stream when a later stripe is lost', async () => {
    const stored = await fixture.save(documentId, randomBytes(3 * STRIPE));
    for (const index of [1, 2, 3])
      await flipBit(fixture.shardFile(stored, index), 2 * BLOCK_BYTES + 5);
    expect(await codeOf(fixture.read(stored))).toBe('storage/unrecoverable');
  });

  it('should mark bad shards for repair', async () => {
    const stored = await fixture.save(documentId, randomBytes(1000));
    await flipBit(fixture.shardFile(stored, 1), 10);
    await rm(fixture.shardFile(stored, 3));
    const marking = jest.spyOn(fixture.index, 'markMissing');
    await fixture.read(stored);
    // A reader does not wait for the marks.
    await Promise.all(marking.mock.results.map(({ value }) => value));
    const presence = (await fixture.store.presenceOf([stored.versionId, 'unknown'])).get(
      stored.versionId,
    );
    expect(presence).toEqual({
      present: 4,
      required: 4,
      total: 6,
      states: ['present', 'missing', 'present', 'missing', 'present', 'present'],
    });
  });

  it.each([0, STRIPE + 100_000])('should give %i bytes again without a key', async (size) => {
    const content = randomBytes(size);
    const stored = await fixture.save(documentId, content);
    await rm(fixture.shardFile(stored, 1));
    await flipBit(fixture.shardFile(stored, 2), 3);
    const again = await fixture.store.duplicate(stored, fixture.ids.next(), { title: 'Again' });
    await fixture.store.record(again);
    expect(again).toMatchObject({ size, ageHeader: stored.ageHeader, epoch: stored.epoch });
    expect(again.manifestHash).not.toBe(stored.manifestHash);
    await rm(fixture.shardFile(again, 0));
    await rm(fixture.shardFile(again, 5));
    expect((await fixture.read(again)).equals(content)).toBe(true);
  });

  it('should reject a shard of another version', async () => {
    const [one, two] = [
      await fixture.save(documentId, Buffer.alloc(5000, 1)),
      await fixture.save(documentId, Buffer.alloc(5000, 2)),
    ];
    await writeFile(fixture.shardFile(one, 0), await readFile(fixture.shardFile(two, 0)));
    await writeFile(fixture.shardFile(one, 1), await readFile(fixture.shardFile(one, 2)));
    expect((await fixture.read(one)).equals(Buffer.alloc(5000, 1))).toBe(true);
  });

  it('should read ranges, also from damaged objects', async () => {
    const content = randomBytes(2 * STRIPE + 12_345);
    const stored = await fixture.save(documentId, content);
    await rm(fixture.shardFile(stored, 0));
    const size = content.length;
    const ranges = [
      [0, 1],
      [0, 0],
      [5, 5],
      [65_535, 65_537],
      [65_536, 131_072],
      [STRIPE - 300, STRIPE + 300],
      [size - 1, size],
      [size - 70_000, size],
      [0, size],
      [100, size + 100],
    ];
    for (const [start, end] of ranges as [number, number][]) {
      expect(
        (await fixture.read(stored, { start, end })).equals(content.subarray(start, end)),
      ).toBe(true);
    }
  });

  it('should save and read many at once', async () => {
    const contents = Array.from({ length: 12 }, (_, i) => randomBytes(200_000 * i));
    const stored = await Promise.all(contents.map((content) => fixture.save(documentId, content)));
    const read = await Promise.all(stored.map((each) => fixture.read(each)));
    expect(read.map(sha256)).toEqual(contents.map(sha256));
  });

  it('should reject too much, too little and more than announced, and remove what was written', async () => {
    const content = randomBytes(3 * STRIPE);
    expect(await codeOf(fixture.put(documentId, content, { maxBytes: content.length - 1 }))).toBe(
      'storage/too-large',
    );
    expect(
      await codeOf(fixture.put(documentId, content, { expectedBytes: content.length + 1 })),
    ).toBe('storage/truncated');
    expect(
      await codeOf(fixture.put(documentId, content, { expectedBytes: content.length - 1 })),
    ).toBe('storage/longer-than-said');
    expect(await fixture.shardFiles()).toEqual([]);
  });

  it('should reject with the error of its source and remove what was written', async () => {
    async function* breaking() {
      yield* inPieces(randomBytes(2 * STRIPE));
      throw new Error('the line went dead');
    }
    await expect(fixture.put(documentId, breaking())).rejects.toThrow('the line went dead');
    expect(await fixture.shardFiles()).toEqual([]);
  });

  it('should remove what was put and not recorded', async () => {
    const stored = await fixture.put(documentId, randomBytes(1000));
    expect(await fixture.shardFiles()).toHaveLength(6);
    await fixture.store.discard(stored);
    expect(await fixture.shardFiles()).toEqual([]);
  });

  it('should not record an object whose transaction was rolled back', async () => {
    const stored = await fixture.put(documentId, randomBytes(10));
    const failing = fixture.database.inTransaction(async () => {
      await fixture.store.record(stored);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await codeOf(fixture.store.leaseKey(stored))).toBe('storage/no-such-object');
  });

  it('should name the manifest of the parent in the child', async () => {
    const parent = await fixture.save(documentId, randomBytes(10));
    const child = await fixture.put(documentId, randomBytes(10), { parent });
    const shard = await readFile(fixture.shardFile(child, 0), 'latin1');
    expect(shard).toContain(`"parent":"${parent.manifestHash}"`);
  });

  it('should keep nothing readable on disk', async () => {
    const canary = 'the-canary-sings';
    const stored = await fixture.save(documentId, Buffer.from(canary.repeat(10_000)));
    for (const file of await fixture.shardFiles())
      expect((await readFile(file)).includes(canary)).toBe(false);
    expect(await readFile(fixture.shardFile(stored, 0), 'latin1')).not.toContain('A title');
    expect((await stat(fixture.shardFile(stored, 0))).mode & 0o777).toBe(0o600);
    expect((await stat(fixture.identityFile)).mode & 0o777).toBe(0o600);
  });

  it('should lease a key that opens one object only', async () => {
    const [one, two] = [
      await fixture.save(documentId, randomBytes(10)),
      await fixture.save(documentId, randomBytes(10)),
    ];
    const stream = await fixture.store.open(two, await fixture.store.leaseKey(one));
    expect(await codeOf(stream.toArray())).toBe('storage/damaged');
  });

  it('should zero a destroyed key, but not the copy of a read in progress', async () => {
    const content = randomBytes(2 * STRIPE);
    const stored = await fixture.save(documentId, content);
    const key = await fixture.store.leaseKey(stored);
    const stream = await fixture.store.open(stored, key);
    key.destroy();
    expect(key.bytes.equals(Buffer.alloc(16))).toBe(true);
    expect(Buffer.concat((await stream.toArray()) as Buffer[]).equals(content)).toBe(true);
  });

  it('should complete an incomplete keyring', async () => {
    await fixture.store.createKeyring(documentId);
    expect((await fixture.keyringIndex.find(documentId))?.missingOn).toEqual([]);
  });

  it('should report which providers respond', async () => {
    await rm(fixture.directories[2]!, { recursive: true });
    expect(await fixture.provedFailing('p2')).toEqual([
      ['p2', expect.objectContaining({ fault: 'provider-missing' })],
    ]);
  });
});
