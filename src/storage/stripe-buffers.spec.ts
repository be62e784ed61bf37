import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { abandonMemory, StripeBuffers, type StripeLease } from './stripe-buffers.js';
import { StripeMemory } from './stripe-memory.js';

const SHARDS = 2;
const BUFFER_BYTES = SHARDS * 256 * 1024;
const MINUTE_MS = 60_000;

describe('StripeBuffers', () => {
  let memory: StripeMemory;
  let buffers: StripeBuffers;
  beforeEach(() => {
    jest.useFakeTimers();
    memory = new StripeMemory();
    buffers = new StripeBuffers(SHARDS, memory);
  });
  afterEach(() => void jest.useRealTimers());

  interface Taken {
    readonly lease: StripeLease;
    readonly buffer: Buffer;
  }

  const take = (count: number): Promise<Taken[]> =>
    Promise.all(
      Array.from({ length: count }, async () => {
        const lease = await buffers.lease('read');
        return { lease, buffer: await lease.next() };
      }),
    );
  const giveBack = (taken: readonly Taken[]): void => {
    for (const { lease, buffer } of taken) {
      lease.giveBack(buffer);
      lease.end();
    }
  };

  it('should lend the same buffers again while as many are needed', async () => {
    const seen = new Set<ArrayBufferLike>();
    for (let i = 0; i < 100; i++) {
      const taken = await take(40);
      for (const { buffer } of taken) seen.add(buffer.buffer);
      giveBack(taken);
      jest.advanceTimersByTime(2_000);
    }
    expect(seen.size).toBe(40);
    expect(memory.figures.lentBytes).toBe(0);
    expect(buffers.freeBytes).toBe(40 * BUFFER_BYTES);
  });

  it('should drop those that nobody needed for a while, but a few', async () => {
    giveBack(await take(40));
    for (let i = 0; i < 60; i++) {
      giveBack(await take(20));
      jest.advanceTimersByTime(1_000);
    }
    expect(buffers.freeBytes).toBe(20 * BUFFER_BYTES);
    jest.advanceTimersByTime(2 * MINUTE_MS);
    expect(buffers.freeBytes).toBe(12 * BUFFER_BYTES);
    expect(jest.getTimerCount()).toBe(0);
  });

  describe('with memory for one stream of each kind', () => {
    beforeEach(() => {
      memory = new StripeMemory(2 * BUFFER_BYTES);
      buffers = new StripeBuffers(SHARDS, memory);
    });

    it('should give a stream its one buffer, and no other before that is back', async () => {
      const lease = await buffers.lease('write');
      const first = await lease.next();
      expect(lease.take()).toBeUndefined();
      const second = lease.next();
      lease.giveBack(first);
      expect(await second).toBe(first);
      lease.giveBack(first);
      lease.end();
      expect(memory.figures.lentBytes).toBe(0);
    });

    it('should count a buffer that is still out when its stream ends', async () => {
      const lease = await buffers.lease('read');
      const buffer = await lease.next();
      lease.end();
      lease.end();
      expect(memory.figures.lentBytes).toBe(BUFFER_BYTES);
      expect(lease.take()).toBeUndefined();
      await expect(lease.next()).rejects.toThrow('has ended');
      lease.giveBack(buffer);
      expect(memory.figures.lentBytes).toBe(0);
    });

    it('should not lend what a hung thread may still write into', async () => {
      const lease = await buffers.lease('read');
      const buffer = await lease.next();
      abandonMemory(buffer);
      lease.giveBack(buffer);
      expect(buffers.freeBytes).toBe(0);
      expect((await lease.next()).buffer).not.toBe(buffer.buffer);
    });

    it('should let whoever waits for its own buffer know when the stream ends', async () => {
      const lease = await buffers.lease('read');
      await lease.next();
      const waiting = expect(lease.next()).rejects.toThrow('has ended');
      lease.end();
      await waiting;
    });
  });
});
