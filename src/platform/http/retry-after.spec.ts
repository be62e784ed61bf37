import { describe, expect, it } from '@jest/globals';
import { retryAfterSeconds } from './retry-after.js';

const DATE = 'Tue, 01 Dec 2026 08:00:00 GMT';

describe('When another system wants to be asked again', () => {
  it.each([
    ['120', 120],
    [' 7 ', 7],
    ['0', 1],
    ['86400', 3600],
    ['Tue, 01 Dec 2026 08:00:30 GMT', 30],
    ['Tue, 01 Dec 2026 07:59:00 GMT', 1],
    ['Wed, 02 Dec 2026 08:00:00 GMT', 3600],
    ['soon', undefined],
    ['', undefined],
    ['-5', undefined],
    ['1.5', undefined],
  ])('should be read from %j', (text, seconds) => {
    expect(retryAfterSeconds({ 'retry-after': text, date: DATE })).toBe(seconds);
  });

  it('should be unknown without it, and of a date without a clock to compare', () => {
    expect(retryAfterSeconds({ date: DATE })).toBeUndefined();
    expect(retryAfterSeconds({ 'retry-after': DATE })).toBeUndefined();
    expect(retryAfterSeconds({ 'retry-after': DATE, date: 'noon' })).toBeUndefined();
  });
});
