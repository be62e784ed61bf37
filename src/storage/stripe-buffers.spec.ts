import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StripeBuffers } from './stripe-buffers.js';

const SHARDS = 2;
const BUFFER_BYTES = SHARDS * 256 * 1024;
const MINUTE_MS = 60_000;

describe('StripeBuffers', () => {
  let buffers: StripeBuffers;
  beforeEach(() => {
    jest.useFakeTimers();
    buffers = new StripeBuffers(SHARDS);
  });
  afterEach(() => void jest.useRealTimers());

  const take = (count: number): Buffer[] => Array.from({ length: count }, () => buffers.take());
  const giveBack = (taken: readonly Buffer[]): void =>
    taken.forEach((buffer) => buffers.giveBack(buffer));

  it('should lend the same buffers again while as many are needed', () => {
    const seen = new Set<ArrayBufferLike>();
    for (let i = 0; i < 100; i++) {
      const taken = take(40);
      for (const { buffer } of taken) seen.add(buffer);
      giveBack(taken);
      jest.advanceTimersByTime(2_000);
    }
    expect(seen.size).toBe(40);
    expect(buffers.figures).toMatchObject({ lentBytes: 0, freeBytes: 40 * BUFFER_BYTES });
  });

  it('should drop those that nobody needed for a while, but a few', () => {
    giveBack(take(40));
    for (let i = 0; i < 60; i++) {
      giveBack(take(20));
      jest.advanceTimersByTime(1_000);
    }
    expect(buffers.figures.freeBytes).toBe(20 * BUFFER_BYTES);
    jest.advanceTimersByTime(2 * MINUTE_MS);
    expect(buffers.figures.freeBytes).toBe(12 * BUFFER_BYTES);
    expect(jest.getTimerCount()).toBe(0);
  });
});
