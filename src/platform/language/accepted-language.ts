import type { Locale } from '../identity/actor.js';

const LOCALES: readonly string[] = ['de', 'fr', 'en'] satisfies Locale[];
/** People have a handful of languages; what comes after so many is not looked at. */
const MAX_RANGES = 20;

interface Range {
  /** Of a range such as `fr-CA` the language alone: no text here differs by region. */
  readonly language: string;
  readonly weight: number;
}

/**
 * The first of the wanted languages that we speak, by their weights (RFC 9110, section 12.5.4). English when none is,
 * when any is as good (`*`), and when the header is missing or means nothing.
 */
export function localeFromHeader(acceptLanguage: string | undefined): Locale {
  const ranges = (acceptLanguage ?? '').split(',', MAX_RANGES).map(rangeIn);
  const wanted = ranges.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  for (const { language } of wanted) {
    if (isOurs(language)) return language;
    if (language === '*') break;
  }
  return 'en';
}

const isOurs = (language: string): language is Locale => LOCALES.includes(language);

function rangeIn(text: string): Range {
  const [tag = '', ...parameters] = text.trim().split(';');
  const quality = parameters.find((parameter) => /^\s*q=/i.test(parameter));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  const language = tag.trim().split('-', 1)[0]!.toLowerCase();
  return { language, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}
