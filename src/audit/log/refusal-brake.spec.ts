import { beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../../test/fakes/fixed-clock.js';
import { RefusalBrake } from './refusal-brake.js';

const MINUTE_MS = 60_000;

describe('the brake on refusals', () => {
  let clock: FixedClock;
  let brake: RefusalBrake;

  beforeEach(() => {
    clock = new FixedClock();
    brake = new RefusalBrake(clock);
  });

  /** How many of `count` refusals get an entry of their own. */
  const written = (count: number, sourceOf: (n: number) => string): number =>
    Array.from({ length: count }, (_, n) => brake.admits('sign-in', sourceOf(n))).filter(Boolean)
      .length;

  it('should let ten a minute of one network be written, and count the others', () => {
    expect(written(40, (n) => `2001:db8:0:1::${n}`)).toBe(10);
    expect(brake.take()).toEqual([]);
    clock.advance(MINUTE_MS);
    expect(brake.take()).toEqual([{ action: 'sign-in', count: 30 }]);
    expect(brake.take()).toEqual([]);
    expect(written(40, () => '2001:db8:0:1::9')).toBe(10);
  });

  it('should let sixty a minute be written, from however many networks', () => {
    expect(written(500, (n) => `10.0.${n >> 8}.${n & 255}`)).toBe(60);
    expect(brake.take(true)).toEqual([{ action: 'sign-in', count: 440 }]);
  });
});
