import { filledIn, Sentence, type SentenceValue } from '../errors/sentence.js';
import type { Locale } from '../identity/actor.js';
import { FRENCH } from './french-refusals.js';
import { GERMAN } from './german-refusals.js';

const WORDS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: GERMAN,
  fr: FRENCH,
  en: {},
};

/** A refusal in a language; what is not known there stays English. */
export function say(said: string | Sentence, locale: Locale): string {
  const { pattern, values } = typeof said === 'string' ? new Sentence(said) : said;
  const words = WORDS[locale];
  // A pattern is text of this program, but a plain string may be of another one.
  const here = Object.hasOwn(words, pattern) ? words[pattern]! : pattern;
  return filledIn(here, values, (value) => sayValue(value, locale));
}

function sayValue(value: SentenceValue, locale: Locale): string {
  if (value instanceof Sentence) return say(value, locale);
  return typeof value === 'object' ? value[locale] : String(value);
}
