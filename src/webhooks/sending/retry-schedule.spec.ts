import { describe, expect, it } from '@jest/globals';
import { nextAttemptMs } from './retry-schedule.js';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

describe('the attempts to deliver an event', () => {
  it('should be made as the contract says, until three days have passed', () => {
    const waits: number[] = [];
    let nowMs = 0;
    for (let attempts = 1; ; attempts++) {
      const nextMs = nextAttemptMs(attempts, 0, nowMs);
      if (nextMs === undefined) break;
      waits.push((nextMs - nowMs) / SECOND);
      nowMs = nextMs;
    }
    expect(waits.slice(0, 7)).toEqual([5, 30, 300, 1800, 7200, 18_000, 36_000]);
    expect(new Set(waits.slice(7))).toEqual(new Set([12 * 3600]));
    expect(nowMs).toBeLessThanOrEqual(72 * HOUR);
    expect(nowMs).toBeGreaterThan(60 * HOUR);
  });
});
