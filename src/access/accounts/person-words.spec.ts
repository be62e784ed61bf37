import { describe, expect, it } from '@jest/globals';
import { askedWords, wordsOf } from './person-words.js';

const person = {
  displayName: 'Käthi Müller-O’Neill (IT)',
  username: "o'neill",
  mail: 'kaethi.mueller@kontor.test',
  department: 'Recht & Öffentlichkeit',
};

/** As the search does it. */
const finds = (typed: string): boolean => {
  const words = wordsOf(person);
  const asked = askedWords(typed);
  return asked.length > 0 && asked.every((each) => words.some((word) => word.startsWith(each)));
};

describe('words that people are found by', () => {
  it.each([
    ...['käthi', 'KATHI', 'kaethi', 'Müller', 'mueller', 'muller', 'neill', "o'neill", 'it'],
    ...['kaethi.mueller@kontor', 'oeffentlich', 'recht', 'Müller, Käthi', 'mül kät', '  it  '],
  ])('should find by %s', (typed) => {
    expect(finds(typed)).toBe(true);
  });

  it.each(['äthi', 'Rächt', 'muster', 'käthi muster', '%', '', '  ', '()', 'contor'])(
    'should not find by %s',
    (typed) => {
      expect(finds(typed)).toBe(false);
    },
  );

  it('should stay small, whatever a directory holds', () => {
    const words = wordsOf({ ...person, department: 'word-'.repeat(10_000) + ' x'.repeat(1000) });
    expect(words.length).toBeLessThanOrEqual(40);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(48);
    expect(askedWords('a b c d e f g')).toHaveLength(5);
  });
});
