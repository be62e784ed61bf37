import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { afterEach, expect, it } from '@jest/globals';
import type { StoredObject } from '../../src/storage/object-store.js';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { describeOnBothEngines } from '../engines.js';
import { StorageFixture } from './storage-fixture.js';
import { MaintenanceFixture } from './maintenance-fixture.js';

const SIZES = [0, 5000, 4 * BLOCK_BYTES, 9 * BLOCK_BYTES + 77];

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  const place = at < 0 ? bytes.length + at : at;
  bytes[place] = bytes[place]! ^ 1;
  await writeFile(file, bytes);
}

describeOnBothEngines('repair', (under) => {
  let fixture: StorageFixture;
  let maintenance: MaintenanceFixture;
  let documentId: string;
  afterEach(() => fixture.close());

  async function open(options: Parameters<typeof StorageFixture.open>[0] = {}): Promise<void> {
    fixture = await StorageFixture.open({ database: await under.open(), ...options });
    maintenance = new MaintenanceFixture(fixture);
    await maintenance.service.refresh();
    documentId = await fixture.newDocument();
  }

  const wholeBytes = (stored: StoredObject) =>
    Promise.all(stored.shards.map(({ index }) => readFile(fixture.shardFile(stored, index))));

  const statesOf = async ({ versionId }: StoredObject) =>
    (await fixture.index.presenceOf([versionId])).get(versionId)?.states;

  it('should rebuild any two lost shards bit by bit, and leave the others alone', async () => {
    await open();
    for (const [turn, size] of SIZES.entries()) {
      const stored = await fixture.save(documentId, randomBytes(size));
      const before = await wholeBytes(stored);
      const lost = [turn, (turn + 3) % 6];
      for (const index of lost) await rm(fixture.shardFile(stored, index));
      await maintenance.heal();
      expect((await wholeBytes(stored)).map((bytes, i) => bytes.equals(before[i]!))).toEqual(
        Array(6).fill(true),
      );
      expect(await statesOf(stored)).toEqual(Array(6).fill('present'));
    }
    expect(maintenance.shardsThat('rebuilt')).toBe(2 * SIZES.length);
  });

  it('should find and repair every kind of damage', async () => {
    await open();
    const older = await fixture.save(documentId, randomBytes(9000));
    const make = () => fixture.save(documentId, randomBytes(9000));
    const damages: [string, (stored: StoredObject) => Promise<unknown>][] = [
      ['block', (stored) => flip(fixture.shardFile(stored, 1), 100)],
      ['footer', (stored) => flip(fixture.shardFile(stored, 1), -32)],
      ['signature', (stored) => flip(fixture.shardFile(stored, 1), -60)],
      ['footer', (stored) => truncate(fixture.shardFile(stored, 1), 1500)],
      [
        'wrong-shard',
        async (stored) => {
          const [a, b] = [fixture.shardFile(stored, 1), fixture.shardFile(stored, 2)];
          await writeFile(a, await readFile(b));
        },
      ],
      [
        'wrong-shard',
        async (stored) =>
          writeFile(fixture.shardFile(stored, 1), await readFile(fixture.shardFile(older, 1))),
      ],
      ['storage/no-such-shard', (stored) => rm(fixture.shardFile(stored, 1))],
    ];
    for (const [reason, damage] of damages) {
      const stored = await make();
      const before = await wholeBytes(stored);
      await damage(stored);
      await maintenance.heal();
      expect(maintenance.events.filter(({ what }) => what === 'bad')).toEqual([
        { what: 'bad', versionId: stored.versionId, index: 1, reason },
      ]);
      expect((await wholeBytes(stored)).every((bytes, i) => bytes.equals(before[i]!))).toBe(true);
      maintenance.events.length = 0;
    }
  });

  it('should rebuild from halves: blocks that are good in shards that are not', async () => {
    await open();
    const content = randomBytes(16 * BLOCK_BYTES);
    const stored = await fixture.save(documentId, content);
    const before = await wholeBytes(stored);
    // Four of six shards are bad, but never more than two in one stripe.
    for (const [index, stripe] of [
      [0, 0],
      [1, 1],
      [2, 2],
      [3, 3],
    ] as const) {
      await flip(fixture.shardFile(stored, index), stripe * BLOCK_BYTES + 5);
    }
    await maintenance.heal();
    expect((await wholeBytes(stored)).every((bytes, i) => bytes.equals(before[i]!))).toBe(true);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should say so when too few shards are left, and try again later', async () => {
    await open();
    const stored = await fixture.save(documentId, randomBytes(5000));
    const copies = await wholeBytes(stored);
    for (const index of [0, 2, 4]) await rm(fixture.shardFile(stored, index));
    await maintenance.heal();
    expect(maintenance.events).toContainEqual({
      what: 'unrecoverable',
      versionId: stored.versionId,
    });
    expect(await maintenance.figures.totals()).toMatchObject({
      atRisk: 1,
      unrecoverable: 1,
      queued: 1,
    });
    expect(await maintenance.figures.atRisk(10)).toEqual([
      { documentId, versionId: stored.versionId, present: 3, required: 4, total: 6 },
    ]);
    await writeFile(fixture.shardFile(stored, 0), copies[0]!);
    await maintenance.service.repair(maintenance.signal);
    expect(maintenance.shardsThat('rebuilt')).toBe(0);
    fixture.clock.advance(60 * 60_000);
    await maintenance.service.repair(maintenance.signal);
    expect(maintenance.shardsThat('rebuilt')).toBe(2);
    expect(await statesOf(stored)).toEqual(Array(6).fill('present'));
  });

  it('should wait for an unreachable provider, and verify its shards when it is back', async () => {
    await open();
    const place = fixture.directories[3]!;
    await rename(place, `${place}.away`);
    const stored = await fixture.save(documentId, randomBytes(5000));
    await maintenance.service.repair(maintenance.signal);
    expect(maintenance.events).toContainEqual({ what: 'waiting', versionId: stored.versionId });
    expect((await statesOf(stored))?.filter((state) => state === 'missing')).toHaveLength(1);
    await rename(`${place}.away`, place);
    fixture.clock.advance(60_000);
    await maintenance.service.repair(maintenance.signal);
    expect(await statesOf(stored)).toEqual(Array(6).fill('present'));
    expect(maintenance.shardsThat('rebuilt')).toBe(1);
  });

  it('should repair most at risk first, each once, with two instances at work', async () => {
    await open();
    const all: StoredObject[] = [];
    for (let i = 0; i < 60; i++) all.push(await fixture.save(documentId, randomBytes(3000)));
    for (const [i, stored] of all.entries()) {
      for (const index of i % 7 === 0 ? [0, 1] : [i % 6]) {
        await rm(fixture.shardFile(stored, index));
        await fixture.index.markMissing(stored.versionId, index, 'gone');
      }
    }
    const first = await maintenance.index.claimRepairs({
      by: 'x',
      limit: 9,
      nowMs: fixture.clock.nowMs(),
      untilMs: fixture.clock.nowMs() + 1000,
    });
    const risky = all.filter((_, i) => i % 7 === 0).map(({ versionId }) => versionId);
    expect(first.map(({ versionId }) => versionId).sort()).toEqual(risky.sort());
    for (const { versionId } of first) {
      await maintenance.index.release({ versionId, by: 'x', purpose: 'repair' });
    }
    const other = new MaintenanceFixture(fixture, 'other');
    await Promise.all([maintenance, other].map((one) => one.service.repair(one.signal)));
    expect(maintenance.shardsThat('rebuilt') + other.shardsThat('rebuilt')).toBe(60 + risky.length);
    expect(maintenance.shardsThat('found') + other.shardsThat('found')).toBe(0);
    for (const stored of all) expect(await statesOf(stored)).toEqual(Array(6).fill('present'));
  });

  it('should be taken up by another instance once the lease of a dead one has ended', async () => {
    await open();
    const stored = await fixture.save(documentId, randomBytes(3000));
    await rm(fixture.shardFile(stored, 2));
    await fixture.index.markMissing(stored.versionId, 2, 'gone');
    const nowMs = fixture.clock.nowMs();
    await maintenance.index.claimRepairs({ by: 'dead', limit: 9, nowMs, untilMs: nowMs + 60_000 });
    expect((await statesOf(stored))?.[2]).toBe('repairing');
    await maintenance.service.repair(maintenance.signal);
    expect(maintenance.shardsThat('rebuilt')).toBe(0);
    fixture.clock.advance(60_001);
    await maintenance.service.repair(maintenance.signal);
    expect(maintenance.shardsThat('rebuilt')).toBe(1);
  });
});
