import type { Locale } from '../../platform/identity/actor.js';

export const LOCALES: readonly Locale[] = ['de', 'fr', 'en'];

/** What `Intl` formats with: this desk stands in Switzerland, its English is the British one. */
export const LANGUAGE_TAGS: Record<Locale, string> = { de: 'de-CH', fr: 'fr-CH', en: 'en-GB' };

const isLocale = (tag: string): tag is Locale => (LOCALES as readonly string[]).includes(tag);

/** The first of the browser's languages that we speak, by its own weights; English when none is. */
export function localeFromBrowser(acceptLanguage: string | undefined): Locale {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map(weighted)
    .filter((language) => language.weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  return wanted.map((language) => language.tag).find(isLocale) ?? 'en';
}

function weighted(entry: string): { tag: string; weight: number } {
  const [tag = '', ...parameters] = entry.trim().split(';');
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  return { tag: tag.slice(0, 2).toLowerCase(), weight: Number.isFinite(weight) ? weight : 0 };
}
