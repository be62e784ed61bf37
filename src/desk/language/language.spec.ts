import { describe, expect, it } from '@jest/globals';
import { dayName, humanSize, isTimeZone, relativeTime } from './formatting.js';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

describe('moments', () => {
  it('should tell how long ago', () => {
    expect(relativeTime(NOW - 20_000, NOW, 'en')).toBe('now');
    expect(relativeTime(NOW - 180_000, NOW, 'en')).toBe('3 minutes ago');
    expect(relativeTime(NOW - DAY, NOW, 'de')).toBe('gestern');
    expect(relativeTime(NOW - 3 * 3_600_000, NOW, 'fr')).toBe('il y a 3 heures');
  });

  it('should name today and yesterday, and date the rest', () => {
    const region = { locale: 'de', timeZone: 'UTC' } as const;
    expect(dayName(NOW, NOW, region)).toBe('Heute');
    expect(dayName(NOW - DAY, NOW, region)).toBe('Gestern');
    expect(dayName(NOW - 7 * DAY, NOW, region)).toBe('Sonntag, 15. November 2026');
  });

  it('should write sizes as people do', () => {
    expect(humanSize(1, 'en')).toBe('1 byte');
    expect(humanSize(999, 'en')).toBe('999 bytes');
    expect(humanSize(12_345, 'en')).toBe('12 kB');
    expect(humanSize(3_400_000, 'de')).toBe('3.4 MB');
    expect(humanSize(250_000_000, 'en')).toBe('250 MB');
  });

  it('should know a time zone from a made-up one', () => {
    expect(isTimeZone('Europe/Zurich')).toBe(true);
    expect(isTimeZone('Nowhere/Else')).toBe(false);
  });
});
