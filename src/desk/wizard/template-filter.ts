const MARKS = /\p{M}/gu;

/** Text as filters compare it: without accents, without regard to case. */
export const folded = (text: string): string =>
  text.normalize('NFKD').replace(MARKS, '').toLowerCase();

export const wordsIn = (query: string): readonly string[] =>
  folded(query)
    .split(/\s+/)
    .filter((word) => word !== '');

/** Every word has to occur somewhere. `text` is folded, so are the words. */
export const holdsAll = (text: string, words: readonly string[]): boolean =>
  words.every((word) => text.includes(word));
