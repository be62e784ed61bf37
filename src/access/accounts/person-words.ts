/** What of a person is searched. */
export interface SearchedPerson {
  readonly username: string;
  readonly displayName: string;
  readonly mail: string | null;
  readonly department: string | null;
}

/** Longer words are found by their beginning. */
const MAX_LETTERS = 48;
/** Names of departments can be long sentences. */
const MAX_WORDS = 40;
const MAX_ASKED = 5;

/** Letters that have no decomposition. */
const OTHER_LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i' },
};

/** Who types an accent means it: `KÄTHI` and `käthi` are one. */
const lower = (text: string): string => text.normalize('NFKC').toLowerCase();

/** Without case and accents: `Käthi`, `KATHI` and `kathi` are one. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđı]/g, (letter) => OTHER_LETTERS[letter] ?? letter);

/** As people write umlauts where a keyboard has none: `Mueller`. */
const spelledOut = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöü]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? letter);

/** Names as they are written, and their parts: `o'neill` is found by itself and by `neill`. */
export const wordsOf = ({ displayName, username, mail, department }: SearchedPerson) =>
  wordsIn([displayName, username, mail, department]);

/** Each word once, at most forty. */
export function wordsIn(fields: readonly (string | null)[]): readonly string[] {
  const tokens = fields.flatMap((field) => (field ?? '').split(/\s+/u));
  const spellings = tokens.flatMap((token) => [
    ...[lower(token), folded(token), folded(spelledOut(token))],
  ]);
  const words = spellings
    .flatMap((spelling) => [trimmed(spelling), ...spelling.split(/[^\p{L}\p{N}]+/u)])
    .filter((word) => word !== '')
    .map((word) => [...word].slice(0, MAX_LETTERS).join(''));
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/** What somebody typed, as words to find people by: each has to be the beginning of one of theirs. */
export const askedWords = (typed: string): readonly string[] =>
  typed
    .split(/\s+/u)
    .map((token) => [...trimmed(lower(token))].slice(0, MAX_LETTERS).join(''))
    .filter((word) => word !== '')
    .slice(0, MAX_ASKED);

/** Without brackets and commas around it. */
const trimmed = (word: string): string => word.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
