/** What stands in a sentence: a value as it is, or a part that is said in the reader's language as well. */
export type SentenceValue = string | number | Sentence | InEveryLanguage;

/** What its maker says in each language itself, such as the faults that a schema finds. */
export interface InEveryLanguage {
  readonly de: string;
  readonly fr: string;
  readonly en: string;
}

/**
 * What people are told, or a part of it, apart from what is filled in: so it can be said in the language of whoever
 * reads it (`platform/language`). As a string it is English, which the log and the command line have.
 */
export class Sentence {
  /** `pattern` is the English one, with `{0}`, `{1}` for the values. */
  constructor(
    readonly pattern: string,
    readonly values: readonly SentenceValue[] = [],
  ) {}

  toString(): string {
    return filledIn(this.pattern, this.values, (value) =>
      typeof value === 'object' && 'en' in value ? value.en : String(value),
    );
  }

  toJSON(): string {
    return this.toString();
  }
}

/** The tag of such texts: sentence`There is no document ${id}.` */
export const sentence = (strings: TemplateStringsArray, ...values: SentenceValue[]): Sentence =>
  new Sentence(
    strings.reduce((pattern, text, i) => `${pattern}{${i - 1}}${text}`),
    values,
  );

/** Several of them, one after the other; at least one. */
export const listed = (all: readonly Sentence[]): Sentence =>
  all.reduce((before, next) => sentence`${before}; ${next}`);

/** Each place is filled once: what a value looks like is never read as a place. */
export const filledIn = (
  pattern: string,
  values: readonly SentenceValue[],
  asText: (value: SentenceValue) => string,
): string =>
  pattern.replace(/\{(\d+)\}/g, (place, i: string) => {
    const value = values[Number(i)];
    return value === undefined ? place : asText(value);
  });
