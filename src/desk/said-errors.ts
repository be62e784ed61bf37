import { isAppError } from '../platform/errors/app-error.js';
import { flashUrl, type FlashCode } from './flash.js';

/** Refusals that belong to the form they came from: told there, instead of on a page of their own. */
const TOLD: Record<string, FlashCode> = {
  'documents/being-edited': 'being-edited',
  'documents/unsaved-changes': 'unsaved-changes',
  'documents/checked-out': 'checked-out',
  'documents/etag-differs': 'changed-meanwhile',
  'documents/has-content': 'changed-meanwhile',
  'documents/no-such-person': 'no-such-person',
  'documents/shared-with-owner': 'no-such-person',
  'documents/bad-title': 'bad-title',
  'documents/format-fixed': 'bad-title',
  'documents/person-without-identity': 'no-own-key',
};

/** The address `act` leads to, or the document's page saying why not. `what` is whom or what it was about. */
export async function redirectWithFlash(
  documentId: string,
  what: string,
  act: () => Promise<string>,
): Promise<string> {
  try {
    return await act();
  } catch (error) {
    const code = isAppError(error) ? TOLD[error.code] : undefined;
    if (code === undefined) throw error;
    return flashUrl(documentId, code, what);
  }
}
