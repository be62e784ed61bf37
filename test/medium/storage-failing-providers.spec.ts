import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { faulty } from '../fakes/faulty-shards.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import { ManualTiming } from '../fakes/manual-timing.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import { MemoryS3 } from '../fakes/memory-s3.js';
import { StorageFixture } from './storage-fixture.js';
import { S3Fixture } from './storage-s3-fixture.js';
import { MaintenanceFixture } from './maintenance-fixture.js';

const STRIPE = 4 * BLOCK_BYTES;

let fixture: StorageFixture;
let documentId: string;
afterEach(() => fixture.close());

async function open(options?: Parameters<typeof StorageFixture.open>[0]): Promise<void> {
  fixture = await StorageFixture.open(options);
  documentId = await fixture.newDocument();
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await turn();
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
    await rm(fixture.directories[4]!, { recursive: true });
    const content = randomBytes(STRIPE);
    const stored = await fixture.save(documentId, content);
    expect(
      stored.shards.filter(({ state }) => state === 'missing').map(({ provider }) => provider),
    ).toEqual(['p4']);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should leave nothing behind when two providers are dead', async () => {
    await open();
    for (const n of [1, 4]) await rm(fixture.directories[n]!, { recursive: true });
    expect(await codeOf(fixture.put(documentId, randomBytes(STRIPE)))).toBe('storage/not-durable');
    expect(await fixture.shardFiles()).toEqual([]);
  });

  it('should leave nothing behind when answers of commits are lost', async () => {
    let armed = false;
    const lossy = (store: ShardStore) =>
      faulty(store, { random: () => (armed ? 0 : 1), lostAck: 0.5 });
    await open({ wrap: onlyOn(['p0', 'p3'], lossy) });
    armed = true;
    expect(await codeOf(fixture.put(documentId, randomBytes(1000)))).toBe('storage/not-durable');
    expect(await fixture.shardFiles()).toEqual([]);
  });

  it('should not wait for a provider that hangs', async () => {
    let armed = false;
    const forever = (): Promise<void> => delay(600_000, undefined, { ref: false });
    const hanging = (store: ShardStore): ShardStore => {
      const create = store.create.bind(store);
      store.create = (key) => {
        const writer = create(key);
        return {
          ...writer,
          abort: () => writer.abort(),
          append: (...pieces) => (armed ? forever() : writer.append(...pieces)),
          commit: (...last) => (armed ? forever() : writer.commit(...last)),
        };
      };
      return store;
    };
    await open({ wrap: onlyOn(['p2'], hanging), lateAfterMs: 50 });
    armed = true;
    const content = randomBytes(2 * STRIPE);
    const stored = await fixture.save(documentId, content);
    expect(stored.shards.find(({ provider }) => provider === 'p2')?.state).toBe('missing');
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should neither make nor save a document at the speed of a bucket that hangs', async () => {
    const s3 = new MemoryS3();
    await s3.start();
    const keys = { accessKeyId: 'any', secretAccessKey: 'any' };
    const bucket = new S3Fixture({
      endpoint: s3.endpoint,
      region: 'x',
      ...keys,
      stop: () => s3.stop(),
    });
    try {
      await open({ wrap: onlyOn(['p2'], () => bucket.store({}, 60_000, 'p2')), lateAfterMs: 50 });
      // The keyring and its metadata may come after nobody waits for them any more.
      await until(() => s3.objects.size === 2);
      s3.fault = ({ operation }) =>
        operation === 'put' || operation === 'delete' ? { latencyMs: 600_000 } : undefined;
      const hurried = await fixture.newDocument();
      const content = randomBytes(2 * STRIPE);
      const stored = await fixture.save(hurried, content);
      expect(stored.shards.find(({ provider }) => provider === 'p2')?.state).toBe('missing');
      expect((await fixture.read(stored)).equals(content)).toBe(true);
      expect(s3.objects.size).toBe(2);
      await fixture.store.discard(stored);
      // The other places may be late with it as well.
      await until(async () => (await fixture.shardFiles()).length === 0);
      const message = 'no answer within 1500 ms';
      expect(await fixture.provedFailing('p2')).toEqual([
        ['p2', expect.objectContaining({ message })],
      ]);
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
    expect((await fixture.read(await fixture.save(documentId, content))).equals(content)).toBe(
      true,
    );
  });
});

/** As the product has it. */
const LATE_AFTER_MS = 2_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** No real clock ends a request here: only the test does. */
const NO_DEADLINE_MS = 2 ** 30;

describe('saving while a bucket answers after minutes', () => {
  const s3 = new MemoryS3();
  const timing = new ManualTiming();
  let bucket: S3Fixture;
  let answers = Promise.withResolvers<void>();
  let isHeld = false;
  /** Keys that were put into the bucket since it hangs. */
  const put: string[] = [];
  let probesEnded = 0;

  const shardsPut = () => put.filter((key) => !key.includes('/probe/'));
  const probesPut = () => put.filter((key) => key.includes('/probe/'));
  const isResting = () => fixture.storage.providers.resting.has('p2');

  function slowBucket(): ShardStore {
    const store = bucket.store({}, NO_DEADLINE_MS, 'p2');
    const remove = store.remove.bind(store);
    store.remove = async (key) => {
      await remove(key);
      if (key.includes('/probe/')) probesEnded++;
    };
    return store;
  }

  function hang(): void {
    answers = Promise.withResolvers();
    isHeld = true;
    s3.fault = ({ operation, key }) => {
      if (operation !== 'put') return undefined;
      put.push(key);
      return isHeld ? { until: answers.promise } : undefined;
    };
  }

  function letGo(): void {
    isHeld = false;
    answers.resolve();
  }

  /** Time passes only when the save waits for the bucket alone; answers how much it was. */
  async function save(): Promise<{ stored: StoredObject; content: Buffer; waitedMs: number }> {
    const content = randomBytes(20_000);
    const shardsBefore = shardsPut().length;
    const startedMs = timing.nowMs();
    let isDone = false;
    const saving = fixture.save(documentId, content).finally(() => (isDone = true));
    saving.catch(() => undefined);
    await until(() => {
      const isWaiting = isHeld && shardsPut().length > shardsBefore;
      if (isWaiting && timing.nextInMs === LATE_AFTER_MS) timing.advance(LATE_AFTER_MS);
      return isDone;
    });
    return { stored: await saving, content, waitedMs: timing.nowMs() - startedMs };
  }

  async function saves(times: number): Promise<Awaited<ReturnType<typeof save>>[]> {
    const made = [];
    for (let i = 0; i < times; i++) made.push(await save());
    return made;
  }

  const missingOn = ({ shards }: StoredObject) =>
    shards.filter(({ state }) => state === 'missing').map(({ provider }) => provider);
  const statesOf = async ({ versionId }: StoredObject) =>
    (await fixture.index.presenceOf([versionId])).get(versionId)?.states;

  beforeEach(async () => {
    await s3.start();
    bucket = new S3Fixture({
      ...{ endpoint: s3.endpoint, region: 'x', accessKeyId: 'any', secretAccessKey: 'any' },
      stop: () => s3.stop(),
    });
    const wrap = (store: ShardStore) => (store.provider === 'p2' ? slowBucket() : store);
    await open({ wrap, timing, lateAfterMs: LATE_AFTER_MS });
  });
  afterEach(async () => {
    letGo();
    bucket.close();
    await s3.stop();
  });

  it('should wait for it once, leave it out, and use it again when it answers', async () => {
    hang();
    const late = await saves(15);
    expect(late.map(({ waitedMs }) => waitedMs)).toEqual([LATE_AFTER_MS, ...Array(14).fill(0)]);
    expect(late.flatMap(({ stored }) => missingOn(stored))).toEqual(Array(15).fill('p2'));
    expect(shardsPut()).toHaveLength(1);

    // Minutes later it is tried, by one small write that nobody waits for.
    timing.advance(2 * MINUTE);
    late.push(...(await saves(3)));
    await until(() => probesPut().length > 0);
    timing.advance(2 * MINUTE);
    late.push(...(await saves(3)));
    expect(late.slice(15).map(({ waitedMs }) => waitedMs)).toEqual(Array(6).fill(0));
    expect(shardsPut()).toHaveLength(1);
    expect(probesPut()).toHaveLength(1);

    // An answer after minutes does not make it one to wait for; a quick one does.
    letGo();
    await until(() => probesEnded === 1);
    await turn();
    expect(isResting()).toBe(true);
    timing.advance(5 * SECOND);
    late.push(await save());
    await until(() => probesEnded === 2);
    await turn();
    expect(isResting()).toBe(false);
    const whole = await saves(3);
    expect(whole.flatMap(({ stored }) => missingOn(stored))).toEqual([]);
    expect(whole.map(({ waitedMs }) => waitedMs)).toEqual(Array(3).fill(0));

    // What it missed is noted, and made good.
    const noted = await Promise.all(late.map(({ stored }) => statesOf(stored)));
    expect(noted.flat().filter((state) => state === 'missing')).toHaveLength(late.length);
    const maintenance = new MaintenanceFixture(fixture);
    await maintenance.service.refresh();
    await maintenance.service.repair(maintenance.signal);
    const repaired = await Promise.all(late.map(({ stored }) => statesOf(stored)));
    expect(repaired.flat()).toEqual(Array(6 * late.length).fill('present'));
    for (const { stored, content } of [late[0]!, late[7]!, late.at(-1)!, whole[0]!]) {
      // Without two others the bucket's shard is needed.
      const others = stored.shards.filter(({ provider }) => provider !== 'p2').slice(0, 2);
      for (const { index } of others) await rm(fixture.shardFile(stored, index));
      expect((await fixture.read(stored)).equals(content)).toBe(true);
    }
  });
});
