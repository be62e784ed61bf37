import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../platform/clock/clock.js';
import { SignInThrottle } from './sign-in-throttle.js';

const HERE = '192.0.2.1';
const THERE = '192.0.2.2';

describe('SignInThrottle', () => {
  let clock: FixedClock;
  let throttle: SignInThrottle;

  beforeEach(() => {
    clock = new FixedClock();
    throttle = new SignInThrottle(clock);
  });

  const fail = (times: number, username = 'alice', address = HERE): void => {
    for (let i = 0; i < times; i++) throttle.failed(username, address);
  };

  it('should let four mistyped passwords pass without waiting', () => {
    fail(4);
    expect(throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should make everybody wait who tries the name after five failures, wherever they are', () => {
    fail(5);
    expect(throttle.secondsToWait('alice', HERE)).toBe(1);
    expect(throttle.secondsToWait('alice', THERE)).toBe(1);
    expect(throttle.secondsToWait('bob', THERE)).toBe(0);
  });

  it('should double the wait with each further failure, up to fifteen minutes', () => {
    fail(6);
    expect(throttle.secondsToWait('alice', HERE)).toBe(2);
    fail(1);
    expect(throttle.secondsToWait('alice', HERE)).toBe(4);
    fail(40);
    expect(throttle.secondsToWait('alice', HERE)).toBe(900);
  });

  it('should let the next attempt through when the wait is over', () => {
    fail(6);
    clock.advance(2_000);
    expect(throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should remember failures across the wait and forget them after quiet', () => {
    fail(6);
    clock.advance(3_000);
    fail(1);
    expect(throttle.secondsToWait('alice', HERE)).toBe(4);
    clock.advance(16 * 60_000);
    fail(1);
    expect(throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should start anew for a name that signed in', () => {
    fail(5);
    throttle.succeeded('alice');
    fail(4);
    expect(throttle.secondsToWait('alice', HERE)).toBe(0);
  });

  it('should slow an address down that tries many names, even if it owns an account itself', () => {
    for (let i = 0; i < 25; i++) {
      throttle.failed(`user${i}`, HERE);
      throttle.succeeded('mallory');
    }
    expect(throttle.secondsToWait('fresh-name', HERE)).toBe(1);
    expect(throttle.secondsToWait('fresh-name', THERE)).toBe(0);
  });

  it('should forget the oldest names first when it is flooded', () => {
    fail(5);
    for (let i = 0; i < 10_000; i++) throttle.failed(`flood${i}`, `address${i % 5_000}`);
    expect(throttle.secondsToWait('alice', THERE)).toBe(0);
    fail(5, 'flood9999', THERE);
    expect(throttle.secondsToWait('flood9999', THERE)).toBeGreaterThan(0);
  });
});
