import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { wiped } from '../../src/platform/memory/wiping.js';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import type { ObjectRef } from '../../src/storage/object-store.js';
import { inPieces, StorageFixture } from './storage-fixture.js';

const STRIPE = 4 * BLOCK_BYTES;
const BUFFER_BYTES = 6 * BLOCK_BYTES;
/** One save and one reading fit. */
const BOUND = 2 * BUFFER_BYTES;
const AT_ONCE = 12;

describe('a bound on memory that one save and one reading fit into', () => {
  let fixture: StorageFixture;
  let documentId: string;
  let most: number;
  let watching: NodeJS.Immediate;
  beforeEach(async () => {
    fixture = await StorageFixture.open({ stripeBytes: BOUND });
    documentId = await fixture.newDocument();
    most = 0;
    const watch = (): void => {
      most = Math.max(most, fixture.storage.profiles.figures.lentBytes);
      watching = setImmediate(watch);
    };
    watch();
  });
  afterEach(async () => {
    clearImmediate(watching);
    await fixture.close();
  });

  const content = randomBytes(3 * STRIPE + 77);
  const all = <T>(work: (i: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: AT_ONCE }, (_, i) => work(i)));

  async function* contentOf(ref: ObjectRef): AsyncGenerator<Uint8Array> {
    const key = await fixture.store.leaseKey(ref);
    yield* wiped(await fixture.store.open(ref, key));
  }

  const expectBounded = (): void => {
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(BOUND);
    expect(fixture.storage.profiles.figures).toMatchObject({ waiting: 0, refused: 0 });
  };

  it('should hold while many save and read, all of whom succeed in their turn', async () => {
    const stored = await fixture.save(documentId, content);
    const work = await all(async (i) => {
      if (i % 2 === 0) return fixture.read(stored, { start: i, end: content.length });
      const saved = await fixture.save(documentId, content.subarray(i));
      return fixture.read(saved);
    });
    work.forEach((bytes, i) => expect(bytes.equals(content.subarray(i))).toBe(true));
    expectBounded();
    expect(fixture.storage.profiles.figures.waits).toBeGreaterThan(0);
  });

  it('should let a save finish that reads others of our files while it writes', async () => {
    const parts = [
      await fixture.save(documentId, content),
      await fixture.save(documentId, content),
    ];
    const saved = await all(async () => {
      async function* joined(): AsyncGenerator<Uint8Array> {
        for (const part of parts) yield* contentOf(part);
      }
      const stored = await fixture.put(documentId, joined());
      await fixture.store.record(stored);
      return stored;
    });
    const whole = Buffer.concat([content, content]);
    for (const stored of saved) expect((await fixture.read(stored)).equals(whole)).toBe(true);
    expectBounded();
  });

  it('should let sealed copies finish', async () => {
    const stored = await fixture.save(documentId, content);
    const copies = await all(() =>
      fixture.store.duplicate(stored, fixture.ids.next(), { title: 'A copy' }),
    );
    expect(copies.map(({ size }) => size)).toEqual(copies.map(() => content.length));
    expectBounded();
  });

  it('should keep readers who take their time from nothing but other readers', async () => {
    const stored = await fixture.save(documentId, content);
    const key = await fixture.store.leaseKey(stored);
    const slow = await fixture.store.open(stored, key);
    const another = fixture.read(stored);
    const saved = await fixture.put(documentId, inPieces(content));
    expect(saved.size).toBe(content.length);
    slow.on('error', () => undefined).destroy();
    expect((await another).equals(content)).toBe(true);
    expectBounded();
  });
});
