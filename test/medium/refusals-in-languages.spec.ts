import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { AppError, type ErrorKind } from '../../src/platform/errors/app-error.js';
import { sentence, Sentence } from '../../src/platform/errors/sentence.js';
import { problemOf } from '../../src/platform/http/problem.js';
import { FRENCH } from '../../src/platform/language/french-refusals.js';
import { GERMAN } from '../../src/platform/language/german-refusals.js';
import { say } from '../../src/platform/language/say.js';

interface Read {
  readonly errors: ReadonlyMap<
    string,
    { readonly kinds: Set<ErrorKind>; readonly texts: Set<string> }
  >;
  readonly sentences: ReadonlySet<string>;
}

const root = join(import.meta.dirname, '../..');
const script = (name: string): string => pathToFileURL(join(root, 'scripts', name)).href;
const { readErrorCodes } = (await import(script('read-error-codes.mjs'))) as {
  readErrorCodes: () => Read;
};
const { frenchFaults } = (await import(script('check-french.mjs'))) as {
  frenchFaults: (files: string[], textOf: (file: string) => string) => string[];
};
const { errors, sentences } = readErrorCodes();
const DICTIONARIES = { de: GERMAN, fr: FRENCH };
const LANGUAGES = ['de', 'fr'] as const;

const placesIn = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].toSorted();

/** Where the code writes no text: errors of the framework, which have their kind's title at least. */
const OF_FRAMEWORK = /^platform\/[a-z-]+$/;

/** Their sentences stand in a table, or are put together from parts. */
const FROM_TABLE = new Set([
  ...['account-disabled', 'account-expired', 'account-locked', 'password-expired'].map(
    (code) => `directory/${code}`,
  ),
  ...['directory/password-must-change', 'directory/sign-in-not-permitted'],
  ...['documents/bad-upload', 'oneoffixx/off', 'template-wizard/off'],
  'office-connector/forbidden-characters',
]);

/** Each sentence as it is thrown, with its own place as the value of each. */
const thrown = (pattern: string): Sentence =>
  new Sentence(
    pattern,
    placesIn(pattern).map((place) => `<${place}>`),
  );

function answerOf(code: string, kind: ErrorKind, text: string) {
  const pattern = [...sentences].find((each) => each.replaceAll(/\{\d+\}/g, '…') === text);
  const isProse = pattern !== undefined && /\w{3}.* \w{3}/.test(pattern.replace('--from', ''));
  return { error: new AppError(code, kind, thrown(pattern ?? text)), isProse };
}

describe('what is refused, in the languages', () => {
  it('should be read from the code', () => {
    expect(errors.size).toBeGreaterThan(250);
    expect(sentences.size).toBeGreaterThan(400);
  });

  it.each(LANGUAGES)('should have every sentence in %s, and none too many', (language) => {
    expect(Object.keys(DICTIONARIES[language]).toSorted()).toEqual([...sentences].toSorted());
  });

  it('should know a sentence of every code', () => {
    const told = [...errors].filter(([code, { texts }]) => {
      const isWritten = [...texts].some((text) => text !== '…');
      return !isWritten && !OF_FRAMEWORK.test(code) && !FROM_TABLE.has(code);
    });
    expect(told).toEqual([]);
  });

  it.each(LANGUAGES)('should answer every code with title and detail in %s', (locale) => {
    const reader = { locale, isAdmin: false };
    const answers = [...errors].flatMap(([code, { kinds, texts }]) =>
      [...kinds].flatMap((kind) => [...texts].map((text) => answerOf(code, kind, text))),
    );
    const english = answers.filter(({ error, isProse }) => {
      const [here, there] = [problemOf(error, 'id', reader), problemOf(error, 'id')];
      return here.title === there.title || (isProse && here.detail === there.detail);
    });
    expect(english).toEqual([]);
  });

  it.each(LANGUAGES)('should say in %s all that is filled in', (language) => {
    for (const pattern of sentences) {
      const said = say(thrown(pattern), language);
      for (const place of placesIn(pattern)) expect(said).toContain(`<${place}>`);
    }
  });

  it('should be written as in Switzerland', () => {
    expect(Object.values(GERMAN).filter((text) => text.includes('ß'))).toEqual([]);
    expect(Object.values(GERMAN).filter((text) => /[„“”]/.test(text))).toEqual([]);
  });

  it('should have French spaces that do not break', () => {
    const file = 'src/platform/language/french-refusals.ts';
    expect(frenchFaults([file], (path) => readFileSync(join(root, path), 'utf8'))).toEqual([]);
    expect(Object.values(FRENCH).filter((text) => text.includes("'"))).toEqual([]);
  });

  it('should fill in what stands inside another sentence, in the same language', () => {
    const since = sentence` by ${'Anna {0}'}`;
    expect(say(sentence`Unsaved changes${since} of document ${'d1'} are still here`, 'de')).toBe(
      'Unsaved changes von Anna {0} of document d1 are still here',
    );
    expect(String(sentence`Ask${since}.`)).toBe('Ask by Anna {0}.');
  });
});
