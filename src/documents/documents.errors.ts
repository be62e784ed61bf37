import { AppError } from '../platform/errors/app-error.js';
import { type Sentence, type SentenceValue, sentence } from '../platform/errors/sentence.js';
import type { Right } from './rights.js';

export const noSuchDocument = (documentId: string): AppError =>
  new AppError(
    'documents/no-such-document',
    'not-found',
    'There is no such document, or you have no access to it. Check the address, or ask its owner.',
    {
      data: { documentId },
    },
  );

const REFUSED: Partial<Record<Right, Sentence>> = {
  download: sentence`the owner shared this document without downloading; it can be read in the editor.`,
  edit: sentence`this needs the role "editor" on the document.`,
  share: sentence`only the owner of the document can share it.`,
  own: sentence`only the owner of the document can do this.`,
};

export const notAllowed = (documentId: string, needed: Right): AppError =>
  new AppError(
    'documents/not-allowed',
    'forbidden',
    sentence`Ask the owner: ${REFUSED[needed] ?? sentence`this needs the right "${needed}" on the document.`}`,
    { data: { documentId, needed } },
  );

export const badTitle = (reason: Sentence): AppError =>
  new AppError('documents/bad-title', 'invalid', sentence`title: ${reason}`);

export const unsupportedFormat = (extension: string): AppError =>
  new AppError(
    'documents/unsupported-format',
    'unsupported',
    extension === ''
      ? 'The title has no file extension; give one of a known format, for example "Report.docx".'
      : sentence`Files with the extension ".${extension}" are not supported. Convert the file to a format such as .docx, .xlsx or .pdf.`,
    { data: { extension } },
  );

export const formatFixed = (fileType: string, wanted: string): AppError =>
  new AppError(
    'documents/format-fixed',
    'invalid',
    sentence`title: the document is a .${fileType} file and cannot be renamed to .${wanted}. Keep the extension, or convert the document.`,
    { data: { fileType, wanted } },
  );

export const tooLarge = (limitBytes: number): AppError =>
  new AppError(
    'documents/too-large',
    'too-large',
    sentence`The file is larger than the limit of ${limitBytes} bytes. Reduce its size, or ask an administrator to raise KONTOR_MAX_FILE_BYTES.`,
    { data: { limitBytes } },
  );

export const wrongContainer = (extension: string, reason: Sentence): AppError =>
  new AppError(
    'documents/wrong-container',
    'unprocessable',
    sentence`The content is not a valid .${extension} file: ${reason}. Check the file and its extension.`,
    { data: { extension } },
  );

export const truncatedUpload = (expectedBytes: number): AppError =>
  new AppError(
    'documents/truncated',
    'invalid',
    sentence`The content ended before the announced ${expectedBytes} bytes; send it again.`,
    { data: { expectedBytes } },
  );

export const beingEdited = (documentId: string, editors: readonly string[]): AppError =>
  new AppError(
    'documents/being-edited',
    'conflict',
    sentence`The document is being edited by ${editors.join(', ')}; try again when they are done.`,
    { data: { documentId, editors } },
  );

/** Opening the document saves the changes; a person who knows what they lose may discard them. */
export const unsavedChangesWait = (
  documentId: string,
  { editors, sinceMs }: { readonly editors: readonly string[]; readonly sinceMs: number },
): AppError => {
  const since = new Date(sinceMs).toISOString();
  return new AppError(
    'documents/unsaved-changes',
    'conflict',
    sentence`Unsaved changes${editors.length === 0 ? '' : sentence` by ${editors.join(', ')}`} of document ${documentId} are still in the editor. Open the document to save them, or discard them: repeat this request with give_up_unsaved_changes=true, or send DELETE /api/documents/${documentId}/unsaved-changes.`,
    {
      data: { documentId, editors, since },
      shown: { since, editors, open: `/edit/${documentId}` },
    },
  );
};

export const checkedOut = (documentId: string, holder: string): AppError =>
  new AppError(
    'documents/checked-out',
    'conflict',
    sentence`The document is checked out by ${holder}; try again when it is checked in.`,
    { data: { documentId, holder } },
  );

export const notCheckedOut = (documentId: string): AppError =>
  new AppError(
    'documents/not-checked-out',
    'forbidden',
    'You do not have the document checked out; check it out first.',
    { data: { documentId } },
  );

export const noContent = (documentId: string): AppError =>
  new AppError(
    'documents/no-content',
    'not-found',
    'The document has no content yet. Save a first version, then try again.',
    {
      data: { documentId },
    },
  );

export const etagNeeded = (): AppError =>
  new AppError(
    'documents/etag-needed',
    'invalid',
    'Send the header If-Match with the etag of the version that your content replaces.',
  );

export const etagDiffers = (documentId: string): AppError =>
  new AppError(
    'documents/etag-differs',
    'precondition-failed',
    'The document was changed in the meantime; load the current version and try again.',
    { data: { documentId } },
  );

export const hasContent = (documentId: string): AppError =>
  new AppError(
    'documents/has-content',
    'precondition-failed',
    'The document has content already; send If-Match with the etag of what you replace.',
    { data: { documentId } },
  );

export const noSuchPerson = (username: string): AppError =>
  new AppError(
    'documents/no-such-person',
    'not-found',
    sentence`There is no person with the username "${username}". Check the spelling.`,
    {
      data: { username },
    },
  );

export const cannotShareWithOwner = (username: string): AppError =>
  new AppError(
    'documents/shared-with-owner',
    'invalid',
    sentence`${username} is the owner of the document; share it with somebody else.`,
    { data: { username } },
  );

export const noSuchShare = (documentId: string, username: string): AppError =>
  new AppError(
    'documents/no-such-share',
    'not-found',
    sentence`The document is not shared with "${username}". Reload the list of people who have access.`,
    { data: { documentId, username } },
  );

export const noSuchGroup = (groupId: string): AppError =>
  new AppError(
    'documents/no-such-group',
    'not-found',
    sentence`There is no group "${groupId.slice(0, 256)}". Search for it again.`,
    { data: { groupId } },
  );

export const noSuchGroupShare = (documentId: string, groupId: string): AppError =>
  new AppError(
    'documents/no-such-share',
    'not-found',
    sentence`The document is not shared with the group ${groupId.slice(0, 256)}. Reload the list of people who have access.`,
    { data: { documentId, groupId } },
  );

export const rangeNotSatisfiable = (size: number): AppError =>
  new AppError(
    'documents/range-not-satisfiable',
    'invalid',
    sentence`The requested range lies outside the ${size} bytes of the content. Request a range within them.`,
    { data: { size } },
  );

export const peopleWithoutIdentity = (documentId: string, usernames: readonly string[]): AppError =>
  new AppError(
    'documents/person-without-identity',
    'unprocessable',
    sentence`These people have no key of their own: ${usernames.join(', ')}. They create one under "Private documents"; then try again.`,
    { data: { documentId, usernames } },
  );

/** Of making a document private: it goes on all the same if its owner wants that. */
export const peopleWouldNotOpen = (documentId: string, usernames: readonly string[]): AppError =>
  new AppError(
    'documents/person-without-identity',
    'unprocessable',
    sentence`These people have no key of their own and could not open it: ${usernames.join(', ')}. They create one under "Private documents"; or repeat the request with "accept": true, and let them in once they have one.`,
    { data: { documentId, usernames } },
  );

/** Without the owner's key, nobody could let anybody in. */
export const ownerWithoutIdentity = (documentId: string, username: string): AppError =>
  new AppError(
    'documents/owner-without-identity',
    'unprocessable',
    sentence`${username} owns this document, has no key of their own, and could not open it any more. They create one under "Private documents"; then try again.`,
    { data: { documentId, username } },
  );

export const keyringsNeeded = (documentId: string, username: string): AppError =>
  new AppError(
    'documents/keyrings-needed',
    'unprocessable',
    sentence`Only a member's key can give ${username} access: send "keyrings", every epoch's secret sealed to all members and ${username} (GET /api/documents/${documentId}/keyrings, docs/zero-knowledge.md).`,
    { data: { documentId, username } },
  );

/** Whose own keys open a private document when it has its new owner. */
interface OpenersOfPrivate {
  readonly documentId: string;
  readonly usernames: readonly string[];
  readonly newOwnerCan: boolean;
  readonly recoveryKeyCan: boolean;
}

const openersToShow = ({ usernames, newOwnerCan, recoveryKeyCan }: OpenersOfPrivate) => ({
  can_open: usernames,
  new_owner_can_open: newOwnerCan,
  recovery_key_can_open: recoveryKeyCan,
});

function openingKeys(usernames: string, recoveryKeyCan: boolean): SentenceValue {
  if (recoveryKeyCan)
    return usernames === '' ? sentence`the recovery key` : sentence`${usernames}, the recovery key`;
  return usernames === '' ? sentence`nobody` : usernames;
}

export const ownerCannotOpen = (username: string, openers: OpenersOfPrivate): AppError => {
  const { documentId, usernames, newOwnerCan, recoveryKeyCan } = openers;
  const keys = openingKeys(usernames.join(', '), recoveryKeyCan);
  const advice = newOwnerCan ? '' : sentence`, or share it with ${username} first`;
  return new AppError(
    'documents/owner-cannot-open',
    'conflict',
    sentence`The document is private, and can then be opened by ${keys} only: repeat the request with "accept": true${advice}.`,
    { data: { documentId }, shown: openersToShow(openers) },
  );
};

export const ownerCannotOpenSome = (
  username: string,
  total: number,
  openers: readonly OpenersOfPrivate[],
): AppError =>
  new AppError(
    'documents/owner-cannot-open',
    'conflict',
    sentence`${total} of the documents are private, and ${username} can open only what is sealed to their key: repeat the request with "accept": true to hand them over all the same.`,
    {
      data: { total },
      shown: {
        private: total,
        documents: openers.map((one) => ({ id: one.documentId, ...openersToShow(one) })),
      },
    },
  );

export const badFileKey = (): AppError =>
  new AppError(
    'documents/bad-file-key',
    'invalid',
    "The body is not a file key. Send the version's file key: exactly 16 bytes, application/octet-stream.",
  );

export const wrongFileKey = (documentId: string, number: number): AppError =>
  new AppError(
    'documents/wrong-file-key',
    'unprocessable',
    sentence`This is not the file key of version ${number}; take it from the version's age header (GET …/versions/${number}/key).`,
    { data: { documentId, number } },
  );

export const notEmpty = (): AppError =>
  new AppError(
    'documents/not-empty',
    'conflict',
    'The database has documents. Reindex into an empty one, or add what is missing with --merge.',
  );

export const noConverter = (): AppError =>
  new AppError(
    'converter/unavailable',
    'unavailable',
    'No Document Server is configured, so nothing can be converted. Ask an administrator to set EUROOFFICE_URL.',
  );

export const badUpload = (reason: Sentence): AppError =>
  new AppError('documents/bad-upload', 'invalid', reason);

export const wrongTusVersion = (): AppError =>
  new AppError(
    'documents/tus-version',
    'precondition-failed',
    'Only version 1.0.0 of tus is supported. Send the header Tus-Resumable: 1.0.0.',
  );

export const tooManyUploads = (limit: number, retryAfterSeconds: number): AppError =>
  new AppError(
    'documents/too-many-uploads',
    'too-many',
    sentence`You have ${limit} unfinished uploads, which is the limit (KONTOR_UPLOADS_PER_PERSON). Finish one of them, or try again later.`,
    { data: { limit }, retryAfterSeconds },
  );

export const noSuchUpload = (uploadId?: string): AppError =>
  new AppError(
    'documents/no-such-upload',
    'not-found',
    'There is no such upload, or it took too long; start it again.',
    { data: { uploadId } },
  );

export const wrongOffset = (expected: number): AppError =>
  new AppError(
    'documents/wrong-offset',
    'invalid',
    sentence`Upload-Offset: the upload continues at ${expected}. Request the offset with HEAD.`,
    { data: { expected } },
  );
