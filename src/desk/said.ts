import type { Words } from './language/words.js';

/**
 * What a form did, told on the page it leads to. Travels in the address, hence as a code and a name of
 * limited shape instead of a sentence.
 */
export const SAID_CODES = [
  'renamed',
  'shared',
  'unshared',
  'restored',
  'replaced',
  'changed-meanwhile',
  'checked-out',
  'back',
  'being-edited',
  'unsaved-changes',
  'given-up',
  'no-such-person',
  'bad-title',
  'private',
  'no-own-key',
] as const;

export type SaidCode = (typeof SAID_CODES)[number];

export interface Said {
  readonly code: SaidCode;
  /** A username, or a version's number. */
  readonly what: string;
}

const SENTENCES: Record<SaidCode, (words: Words, what: string) => string> = {
  renamed: (words) => words.document.renamed,
  shared: (words, what) => words.share.shared(what),
  unshared: (words, what) => words.share.removed(what),
  restored: (words, what) => words.document.restored(Number(what)),
  replaced: (words, what) => words.document.replaced(Number(what)),
  'changed-meanwhile': (words) => words.document.changedMeanwhile,
  'checked-out': (words) => words.document.checkedOut,
  back: (words) => words.document.takenBack,
  'being-edited': (words) => words.document.beingEdited,
  'unsaved-changes': (words) => words.unsaved.wait,
  'given-up': (words) => words.unsaved.givenUp,
  'no-such-person': (words, what) => words.share.unknown(what),
  'bad-title': (words) => words.client.renameFailed,
  private: (words) => words.private.madePrivate,
  'no-own-key': (words) => words.private.noOwnKey,
};

const TROUBLES: ReadonlySet<SaidCode> = new Set([
  'being-edited',
  'unsaved-changes',
  'changed-meanwhile',
  'checked-out',
  'no-such-person',
  'bad-title',
  'no-own-key',
]);

export const isTrouble = ({ code }: Said): boolean => TROUBLES.has(code);
export const sentenceOf = ({ code, what }: Said, words: Words): string =>
  SENTENCES[code](words, what);

/** The document's page, saying it. */
export const addressSaying = (documentId: string, code: SaidCode, what = ''): string =>
  `/documents/${documentId}?${new URLSearchParams(what === '' ? { said: code } : { said: code, what })}`;
