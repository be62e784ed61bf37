import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { MemoryFailureCounts } from './failure-counts.js';
import { countedName, SignInThrottle, type Attempt, type Caller } from './sign-in-throttle.js';

const HERE = '192.0.2.1';
const THERE = '198.51.100.1';
const MINUTE_MS = 60_000;

describe('SignInThrottle', () => {
  let clock: FixedClock;
  let throttle: SignInThrottle;

  beforeEach(() => {
    clock = new FixedClock();
    throttle = new SignInThrottle(new MemoryFailureCounts(clock), 50);
  });

  const attempt = (name: string, address: string, kind: Caller['kind'] = 'stranger'): Attempt => ({
    name,
    address,
    caller: kind === 'known-device' ? { kind, device: 'a-browser' } : { kind },
  });
  const fail = async (times: number, name = 'alice', address = HERE, kind?: Caller['kind']) => {
    for (let i = 0; i < times; i++) await throttle.failed(attempt(name, address, kind));
  };
  const wait = (name = 'alice', address = HERE, kind?: Caller['kind']) =>
    throttle.secondsToWait(attempt(name, address, kind));
  /** One failure at each of so many names, each from another network. */
  const spray = async (times: number) => {
    for (let i = 0; i < times; i++) await fail(1, `person-${i}`, `10.${i >> 8}.${i & 255}.1`);
  };

  it('should let four mistyped passwords pass without waiting', async () => {
    await fail(4);
    expect(await wait()).toBe(0);
  });

  it('should make strangers wait who try the name after five failures, wherever they are', async () => {
    await fail(5);
    expect(await wait('alice', HERE)).toBe(1);
    expect(await wait('alice', THERE)).toBe(1);
    expect(await wait('bob', THERE)).toBe(0);
  });

  it('should double the wait with each further failure, up to fifteen minutes', async () => {
    await fail(6);
    expect(await wait('alice', THERE)).toBe(2);
    await fail(1);
    expect(await wait('alice', THERE)).toBe(4);
    await fail(18);
    expect(await wait('alice', THERE)).toBe(900);
  });

  it('should let the next attempt through when the wait is over', async () => {
    await fail(6);
    clock.advance(2_000);
    expect(await wait()).toBe(0);
  });

  it('should go by time that passed, however the clock is set', async () => {
    const now = clock.nowMs();
    clock.set(now + 24 * 60 * MINUTE_MS);
    await fail(6);
    clock.set(now);
    expect(await wait()).toBe(2);
    clock.advance(2_000);
    expect(await wait()).toBe(0);
    // Nor does setting it forward let anybody off.
    await fail(1);
    clock.set(now + 24 * 60 * MINUTE_MS);
    expect(await wait()).toBe(4);
  });

  it('should remember failures across the wait, and forget them after hours', async () => {
    await fail(6);
    clock.advance(30 * MINUTE_MS);
    await fail(1);
    expect(await wait()).toBe(4);
    clock.advance(6 * 60 * MINUTE_MS);
    await fail(1);
    expect(await wait()).toBe(0);
  });

  it('should start anew for a name that signed in', async () => {
    await fail(5);
    await throttle.succeeded(attempt('alice', HERE));
    await fail(4);
    expect(await wait()).toBe(0);
  });

  it('should slow an address down that tries many names, even if it owns an account itself', async () => {
    for (let i = 0; i < 25; i++) {
      await fail(1, `user${i}`);
      await throttle.succeeded(attempt('mallory', HERE));
    }
    expect(await wait('fresh-name', HERE)).toBe(1);
    expect(await wait('fresh-name', THERE)).toBe(0);
  });

  it('should take the spellings of an address, and a line of IPv6, for one', async () => {
    throttle = new SignInThrottle(new MemoryFailureCounts(clock), 100_000);
    for (let i = 0; i < 25; i++) await fail(1, `user${i}`, `2001:db8:0:1:${i}::1`);
    expect(await wait('fresh-name', '2001:DB8:0:1::ffff')).toBe(1);
    expect(await wait('fresh-name', '2001:db8:0:2::1')).toBe(0);
    for (let i = 0; i < 25; i++)
      await fail(1, `other${i}`, i % 2 ? '::ffff:192.0.2.9' : '192.0.2.9');
    expect(await wait('fresh-name', '192.0.2.9')).toBe(1);
    expect(await wait('fresh-name', '192.0.2.10')).toBe(0);
  });

  it('should slow one password down that is tried on many names from many addresses', async () => {
    await spray(50);
    expect(await wait('anybody', THERE)).toBe(1);
    await spray(20);
    expect(await wait('anybody', THERE)).toBe(60);
    clock.advance(MINUTE_MS);
    expect(await wait('anybody', THERE)).toBe(0);
  });

  it('should slow the addresses of one network down', async () => {
    throttle = new SignInThrottle(new MemoryFailureCounts(clock), 100_000);
    for (let i = 0; i < 100; i++) await fail(1, `user${i}`, `192.0.2.${i}`);
    expect(await wait('anybody', '192.0.2.200')).toBe(1);
    expect(await wait('anybody', THERE)).toBe(0);
    for (let i = 0; i < 100; i++) await fail(1, `other${i}`, `2001:db8:7:${i}::1`);
    expect(await wait('anybody', '2001:db8:7:ffff::1')).toBe(1);
  });

  it('should keep nobody out on a known device or address, whatever strangers do', async () => {
    await fail(40, 'alice');
    await spray(500);
    expect(await wait('alice', HERE)).toBeGreaterThan(0);
    expect(await wait('alice', HERE, 'known-device')).toBe(0);
    expect(await wait('alice', HERE, 'known-address')).toBe(0);
  });

  it('should slow guessing on known devices and addresses too, for that person alone', async () => {
    for (const kind of ['known-device', 'known-address'] as const) {
      await fail(11, 'alice', HERE, kind);
      expect(await wait('alice', HERE, kind)).toBe(2);
      expect(await wait('bob', HERE, kind)).toBe(0);
    }
    expect(await wait('alice', HERE)).toBe(0);
    // Somebody in the office tries one after the other.
    for (let i = 0; i < 100; i++) await fail(1, `user${i}`, HERE, 'known-address');
    expect(await wait('bob', HERE, 'known-address')).toBeGreaterThan(0);
    expect(await wait('bob', HERE, 'known-device')).toBe(0);
  });

  it('should count the names of one person as one', () => {
    expect(countedName('alice@kontor.test')).toBe('alice');
    expect(countedName('alice')).toBe('alice');
  });

  it('should forget the oldest first when it is flooded', async () => {
    throttle = new SignInThrottle(new MemoryFailureCounts(clock), 100_000);
    await fail(5);
    await spray(10_000);
    expect(await wait('alice', '203.0.113.1')).toBe(0);
    await fail(5, 'person-9999', '203.0.113.1');
    expect(await wait('person-9999', '203.0.113.1')).toBeGreaterThan(0);
  });
});
