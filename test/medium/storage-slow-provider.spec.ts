import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BLOCK_BYTES } from '../../src/storage/seal/stripe-layout.js';
import { ManualTiming } from '../fakes/manual-timing.js';
import type { StoredObject } from '../../src/storage/object-store.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import { StorageFixture } from './storage-fixture.js';

const STRIPE = 4 * BLOCK_BYTES;

/** A provider that, while it is `held`, answers no reading until it is let go; late answers are garbage. */
class HeldProvider {
  requests = 0;
  #name: string | undefined;
  #busy = 0;
  #wasAsked = Promise.withResolvers<void>();
  #isLetGo = Promise.withResolvers<void>();

  hold(name: string): void {
    this.#name = name;
    this.#wasAsked = Promise.withResolvers<void>();
    this.#isLetGo = Promise.withResolvers<void>();
  }

  /** Counts from now on, and holds nothing. */
  watch(name: string): void {
    this.hold(name);
    this.#isLetGo.resolve();
    this.requests = 0;
  }

  get wasAsked(): Promise<void> {
    return this.#wasAsked.promise;
  }

  letGo(): void {
    this.#name = undefined;
    this.#isLetGo.resolve();
  }

  /** Resolves when no more than so many requests, of all providers, are without an answer. */
  async settled(open = 0): Promise<void> {
    do await turn();
    while (this.#busy > open);
  }

  wrap(store: ShardStore): ShardStore {
    const open = store.open.bind(store);
    store.open = (key) =>
      this.#counted(async () => {
        await this.#isHeld(store.provider);
        const reader = await open(key);
        const read = async (into: Uint8Array, offset: number): Promise<void> => {
          const wasHeld = await this.#isHeld(store.provider);
          await reader.read(into, offset);
          if (wasHeld) into.fill(0xee);
        };
        return {
          size: reader.size,
          read: (into, offset) => this.#counted(() => read(into, offset)),
          close: () => reader.close(),
        };
      });
    return store;
  }

  #counted<T>(work: () => Promise<T>): Promise<T> {
    this.#busy++;
    return work().finally(() => this.#busy--);
  }

  async #isHeld(provider: string): Promise<boolean> {
    if (provider !== this.#name) return false;
    this.requests++;
    this.#wasAsked.resolve();
    await this.#isLetGo.promise;
    return true;
  }
}

let fixture: StorageFixture;
let held: HeldProvider;
let timing: ManualTiming;
let documentId: string;
beforeEach(async () => {
  held = new HeldProvider();
  timing = new ManualTiming();
  fixture = await StorageFixture.open({ wrap: (store) => held.wrap(store), timing });
  documentId = await fixture.newDocument();
});
afterEach(async () => {
  held.letGo();
  await fixture.close();
});

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const providerOf = (stored: StoredObject, index: number): string =>
  stored.shards.find((shard) => shard.index === index)!.provider;

describe('reading while one provider does not answer', () => {
  it('should ask another one after a while, and the silent one no more', async () => {
    const content = randomBytes(3 * STRIPE);
    const stored = await fixture.save(documentId, content);
    held.hold(providerOf(stored, 0));

    const first = fixture.read(stored);
    await held.wasAsked;
    // The others have answered: only the held one is late.
    await held.settled(1);
    timing.advance(250);
    expect((await first).equals(content)).toBe(true);

    const { requests } = held;
    expect((await fixture.read(stored)).equals(content)).toBe(true);
    expect(held.requests).toBe(requests);
  });

  it('should rebuild what stops coming in the middle, untouched by what comes after all', async () => {
    const content = randomBytes(12 * STRIPE);
    const stored = await fixture.save(documentId, content);
    const stream = await fixture.store.open(stored, await fixture.store.leaseKey(stored));
    held.hold(providerOf(stored, 1));
    const pieces: Buffer[] = [];
    for await (const piece of stream as AsyncIterable<Buffer>) {
      pieces.push(piece);
      if (pieces.length > 1) continue;
      // The next stripe is on its way: rebuilt without the held block, which then comes after all.
      await held.wasAsked;
      timing.advance(250);
      await held.settled(1);
      held.letGo();
      await held.settled();
    }
    expect(held.requests).toBe(1);
    expect(Buffer.concat(pieces).equals(content)).toBe(true);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
  });

  it('should wait for it all the same when too few others are left', async () => {
    const content = randomBytes(1_000);
    const stored = await fixture.save(documentId, content);
    for (const index of [1, 2]) await rm(fixture.shardFile(stored, index));
    held.hold(providerOf(stored, 0));
    const reading = fixture.read(stored);
    await held.wasAsked;
    timing.advance(10_000);
    held.letGo();
    expect((await reading).equals(content)).toBe(true);
  });

  it('should come back to it once it has recovered', async () => {
    const content = randomBytes(1_000);
    const stored = await fixture.save(documentId, content);
    const name = providerOf(stored, 0);
    held.hold(name);
    const first = fixture.read(stored);
    await held.wasAsked;
    // The others have answered: only the held one is late.
    await held.settled(1);
    timing.advance(250);
    await first;
    timing.advance(5_000);
    held.letGo();
    await held.settled();
    held.watch(name);
    await fixture.read(stored);
    expect(held.requests).toBe(0);
    // Tried beside the others now and then, until its last answers were quick.
    for (let i = 0; i < 4; i++) {
      timing.advance(5_000);
      await fixture.read(stored);
      await held.settled();
    }
    held.watch(name);
    expect((await fixture.read(stored)).equals(content)).toBe(true);
    expect(held.requests).toBeGreaterThan(1);
  });
});
