import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../platform/clock/clock.js';
import { MemorySignInThrottle } from './sign-in-throttle.memory.js';

const HERE = '192.0.2.1';
const THERE = '192.0.2.2';

describe('MemorySignInThrottle', () => {
  let clock: FixedClock;
  let throttle: MemorySignInThrottle;

  beforeEach(() => {
    clock = new FixedClock();
    throttle = new MemorySignInThrottle(clock);
  });

  const fail = async (times: number, username = 'alice', address = HERE): Promise<void> => {
    for (let i = 0; i < times; i++) await throttle.failed(username, address);
  };

  it('should let four mistyped passwords pass without waiting', async () => {
    await fail(4);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should make everybody wait who tries the name after five failures, wherever they are', async () => {
    await fail(5);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(1);
    expect(await throttle.secondsToWait('alice', THERE)).toBe(1);
    expect(await throttle.secondsToWait('bob', THERE)).toBe(0);
  });

  it('should double the wait with each further failure, up to fifteen minutes', async () => {
    await fail(6);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(2);
    await fail(1);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(4);
    await fail(40);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(900);
  });

  it('should let the next attempt through when the wait is over', async () => {
    await fail(6);
    clock.advance(2_000);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should remember failures across the wait and forget them after quiet', async () => {
    await fail(6);
    clock.advance(3_000);
    await fail(1);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(4);
    clock.advance(16 * 60_000);
    await fail(1);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should start anew for a name that signed in', async () => {
    await fail(5);
    await throttle.succeeded('alice');
    await fail(4);
    expect(await throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should slow an address down that tries many names, even if it owns an account itself', async () => {
    for (let i = 0; i < 25; i++) {
      await throttle.failed(`user${i}`, HERE);
      await throttle.succeeded('mallory');
    }
    expect(await throttle.secondsToWait('fresh-name', HERE)).toBe(1);
    expect(await throttle.secondsToWait('fresh-name', THERE)).toBe(0);
  });

  it('should forget the oldest names first when it is flooded', async () => {
    await fail(5);
    for (let i = 0; i < 10_000; i++) await throttle.failed(`flood${i}`, `address${i % 5_000}`);
    expect(await throttle.secondsToWait('alice', THERE)).toBe(0);
    await fail(5, 'flood9999', THERE);
    expect(await throttle.secondsToWait('flood9999', THERE)).toBeGreaterThan(0);
  });
});
