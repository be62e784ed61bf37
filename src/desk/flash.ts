import type { Messages } from './language/messages.js';

/**
 * What a form did, told on the page it leads to. Travels in the address, hence as a code and a name of
 * limited shape instead of a sentence.
 */
export const FLASH_CODES = [
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

export type FlashCode = (typeof FLASH_CODES)[number];

export interface Flash {
  readonly code: FlashCode;
  /** A username, or a version's number. */
  readonly what: string;
}

const SENTENCES: Record<FlashCode, (messages: Messages, what: string) => string> = {
  renamed: (messages) => messages.document.renamed,
  shared: (messages, what) => messages.share.shared(what),
  unshared: (messages, what) => messages.share.removed(what),
  restored: (messages, what) => messages.document.restored(Number(what)),
  replaced: (messages, what) => messages.document.replaced(Number(what)),
  'changed-meanwhile': (messages) => messages.document.changedMeanwhile,
  'checked-out': (messages) => messages.document.checkedOut,
  back: (messages) => messages.document.takenBack,
  'being-edited': (messages) => messages.document.beingEdited,
  'unsaved-changes': (messages) => messages.unsaved.wait,
  'given-up': (messages) => messages.unsaved.givenUp,
  'no-such-person': (messages, what) => messages.share.unknown(what),
  'bad-title': (messages) => messages.client.renameFailed,
  private: (messages) => messages.private.madePrivate,
  'no-own-key': (messages) => messages.private.noOwnKey,
};

const TROUBLES: ReadonlySet<FlashCode> = new Set([
  'being-edited',
  'unsaved-changes',
  'changed-meanwhile',
  'checked-out',
  'no-such-person',
  'bad-title',
  'no-own-key',
]);

export const isTrouble = ({ code }: Flash): boolean => TROUBLES.has(code);
export const sentenceOf = ({ code, what }: Flash, messages: Messages): string =>
  SENTENCES[code](messages, what);

/** The document's page, saying it. */
export const flashUrl = (documentId: string, code: FlashCode, what = ''): string =>
  `/documents/${documentId}?${new URLSearchParams(what === '' ? { said: code } : { said: code, what })}`;
