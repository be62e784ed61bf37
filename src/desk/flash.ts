import { isAppError } from '../platform/errors/app-error.js';
import { failureCodeOf, noteFailure } from '../platform/http/request-origin.js';
import type { Messages } from './language/messages.js';

/** Shown once, on the page that a form redirects to. */
export interface Flash {
  readonly code: FlashCode;
  /** A username, or the number of a version; empty for a name of another shape than `flashQuerySchema` takes. */
  readonly subject: string;
}

/** The flash travels in the address, so it is a code and a name of limited shape and never a sentence. */
export const FLASH_CODES = [
  'renamed',
  'shared',
  'shared-keyless',
  'unshared',
  'group-shared',
  'group-unshared',
  'restored',
  'replaced',
  'changed-meanwhile',
  'checked-out',
  'undeleted',
  'given',
  'being-edited',
  'unsaved-changes',
  'discarded',
  'no-such-person',
  'is-owner',
  'converted',
  'not-converted',
  'not-converted-now',
  'not-converted-size',
  'converted-too-large',
  'bad-title',
  'private',
  'private-asks',
  'no-own-key',
] as const;
export type FlashCode = (typeof FLASH_CODES)[number];

const formatName = (to: string): string => (to === 'pdfa' ? 'PDF/A' : to.toUpperCase());

const TEXTS: Record<FlashCode, (messages: Messages, subject: string) => string> = {
  renamed: (messages) => messages.document.renamed,
  shared: (messages, username) =>
    username === '' ? messages.client.done : messages.share.shared(username),
  'shared-keyless': (messages, username) =>
    username === '' ? messages.client.done : messages.private.sharedKeyless(username),
  unshared: (messages, username) =>
    username === '' ? messages.client.done : messages.share.removed(username),
  'group-shared': (messages) => messages.share.shared(messages.share.thisGroup),
  'group-unshared': (messages) => messages.share.removed(messages.share.thisGroup),
  restored: (messages, version) => messages.document.restored(Number(version)),
  replaced: (messages, version) => messages.document.replaced(Number(version)),
  'changed-meanwhile': (messages) => messages.document.changedMeanwhile,
  'checked-out': (messages) => messages.document.checkedOut,
  undeleted: (messages) => messages.document.undeleted,
  given: (messages, owner) => messages.give.given(owner),
  'being-edited': (messages) => messages.document.beingEdited,
  'unsaved-changes': (messages) => messages.unsaved.openOrDiscard,
  discarded: (messages) => messages.unsaved.discarded,
  'no-such-person': (messages, username) => messages.share.unknown(username),
  'is-owner': (messages, username) => messages.share.isOwner(username),
  converted: (messages, version) => messages.document.converted(Number(version)),
  'not-converted': (messages, to) => messages.document.notConverted(formatName(to)),
  'not-converted-now': (messages, to) => messages.document.notConvertedNow(formatName(to)),
  'not-converted-size': (messages) => messages.document.notConvertedSize,
  'converted-too-large': (messages, to) => messages.document.convertedTooLarge(formatName(to)),
  'bad-title': (messages) => messages.client.renameFailed,
  private: (messages) => messages.private.madePrivate,
  'private-asks': (messages) => messages.private.notYetPrivate,
  'no-own-key': (messages) => messages.private.noOwnKey,
};

/** Refusals that belong to the form they come from: shown on its page instead of on an error page. */
const REFUSALS: Readonly<Record<string, FlashCode>> = {
  'documents/being-edited': 'being-edited',
  'documents/unsaved-changes': 'unsaved-changes',
  'documents/checked-out': 'checked-out',
  'documents/etag-differs': 'changed-meanwhile',
  'documents/has-content': 'changed-meanwhile',
  'documents/no-such-person': 'no-such-person',
  'documents/no-such-group': 'no-such-person',
  'documents/shared-with-owner': 'is-owner',
  'converter/failed': 'not-converted',
  'converter/unknown-format': 'not-converted',
  'converter/unavailable': 'not-converted-now',
  'converter/timeout': 'not-converted-now',
  'converter/source-unreachable': 'not-converted-now',
  'converter/too-large': 'not-converted-size',
  'documents/bad-title': 'bad-title',
  'documents/format-fixed': 'bad-title',
  'documents/person-without-identity': 'private-asks',
  'documents/owner-without-identity': 'no-own-key',
};
const REFUSAL_CODES: ReadonlySet<FlashCode> = new Set([
  ...Object.values(REFUSALS),
  // Of a conversion: an upload that is too large is another matter.
  'converted-too-large',
]);

export const isRefusal = ({ code }: Flash): boolean => REFUSAL_CODES.has(code);

export const flashText = ({ code, subject }: Flash, messages: Messages): string =>
  TEXTS[code](messages, subject);

/** The page of the document, with the flash. */
export const flashUrl = (documentId: string, code: FlashCode, subject = ''): string =>
  `/documents/${documentId}?${new URLSearchParams(subject === '' ? { flash: code } : { flash: code, subject })}`;

/** What `@Redirect()` takes from a handler. 303: the next request is a GET, whatever this one was. */
export const seeOther = (url: string) => ({ url, statusCode: 303 });

/**
 * Redirects to the address that `act` returns. If `act` is refused: to the page of the document, with the reason as
 * flash. `subject` is the username that the refusal is about.
 */
export async function redirectWithFlash(
  documentId: string,
  act: () => Promise<string>,
  subject = '',
): Promise<{ url: string; statusCode: number }> {
  try {
    return seeOther(await act());
  } catch (error) {
    const code = isAppError(error) ? REFUSALS[error.code] : undefined;
    if (code === undefined) throw error;
    noteFailure(failureCodeOf(error));
    return seeOther(flashUrl(documentId, code, subject));
  }
}
