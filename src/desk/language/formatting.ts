import type { Locale } from '../../platform/identity/actor.js';
import { dateFormats, KeptFormats } from '../../platform/language/kept-formats.js';
import { LANGUAGE_TAGS } from './locale.js';
import { relativeTo } from './relative-time.js';

/** How one person reads dates, sizes and lists. */
export interface FormatOptions {
  readonly locale: Locale;
  /** IANA name, as the person's browser told it. */
  readonly timeZone: string;
}

const relativeFormats = new KeptFormats<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  Intl.RelativeTimeFormat,
);
const numberFormats = new KeptFormats<Intl.NumberFormatOptions, Intl.NumberFormat>(
  Intl.NumberFormat,
);
const listFormats = new KeptFormats<Intl.ListFormatOptions, Intl.ListFormat>(Intl.ListFormat);

export const relativeTime = (atMs: number, nowMs: number, locale: Locale): string =>
  relativeTo(nowMs, atMs, relativeFormats.of(LANGUAGE_TAGS[locale], { numeric: 'auto' }));

export const fullTime = (atMs: number, { locale, timeZone }: FormatOptions): string =>
  dateFormats
    .of(LANGUAGE_TAGS[locale], {
      dateStyle: 'full',
      timeStyle: 'medium',
      timeZone,
    })
    .format(atMs);

/** "29.11.2026, 14:58:22": in a table of many. */
export const shortTime = (atMs: number, { locale, timeZone }: FormatOptions): string =>
  dateFormats
    .of(LANGUAGE_TAGS[locale], {
      ...({ day: '2-digit', month: '2-digit', year: 'numeric' } as const),
      ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
      timeZone,
    })
    .format(atMs);

/** "14 January 2026 at 10:32": inside a sentence. */
export const dateAndTime = (atMs: number, { locale, timeZone }: FormatOptions): string =>
  dateFormats
    .of(LANGUAGE_TAGS[locale], {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone,
    })
    .format(atMs);

export const timeOfDay = (atMs: number, { locale, timeZone }: FormatOptions): string =>
  dateFormats.of(LANGUAGE_TAGS[locale], { timeStyle: 'short', timeZone }).format(atMs);

/** 2026-11-22 in the person's own zone: what belongs to the same day. */
export const dayOf = (atMs: number, timeZone: string): string =>
  dateFormats.of('en-CA', { dateStyle: 'short', timeZone }).format(atMs);

/** "Today", "Yesterday", or the date. */
export function dayName(atMs: number, nowMs: number, region: FormatOptions): string {
  const between =
    Date.parse(dayOf(atMs, region.timeZone)) - Date.parse(dayOf(nowMs, region.timeZone));
  const days = Math.round(between / 86_400_000);
  if (days === 0 || days === -1) {
    const name = relativeFormats
      .of(LANGUAGE_TAGS[region.locale], { numeric: 'auto' })
      .format(days, 'day');
    return name.charAt(0).toLocaleUpperCase(LANGUAGE_TAGS[region.locale]) + name.slice(1);
  }
  return dateFormats
    .of(LANGUAGE_TAGS[region.locale], {
      dateStyle: 'full',
      timeZone: region.timeZone,
    })
    .format(atMs);
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** "12 kB", "3.4 MB": three digits are enough to compare. */
export function humanSize(bytes: number, locale: Locale): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), SIZES.length - 1);
  return numberFormats
    .of(LANGUAGE_TAGS[locale], {
      style: 'unit',
      unit: SIZES[step] ?? 'byte',
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumSignificantDigits: step === 0 ? 3 : 2,
    })
    .format(bytes / 1000 ** step);
}

/** "Alice, Bob and Chloé". */
export const listOf = (names: readonly string[], locale: Locale): string =>
  listFormats.of(LANGUAGE_TAGS[locale], { type: 'conjunction' }).format(names);

export function isTimeZone(name: string): boolean {
  try {
    dateFormats.of('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
