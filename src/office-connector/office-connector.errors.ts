import { AppError } from '../platform/errors/app-error.js';
import type { InputFault } from '../instruction-xml/index.js';

export const forbiddenCharacters = (faults: readonly InputFault[]): AppError =>
  new AppError(
    'office-connector/forbidden-characters',
    'invalid',
    faults.map(({ path, reason }) => `${path}: ${reason}`).join('; '),
    { data: { paths: faults.map(({ path }) => path) } },
  );

export const noCredentials = (): AppError =>
  new AppError(
    'office-connector/no-credentials',
    'unauthenticated',
    'Please sign in, or open the document from its page again: the address has run out.',
  );

export const otherAction = (action: string): AppError =>
  new AppError(
    'office-connector/other-action',
    'forbidden',
    `The address was made for the action "${action}"; it is valid for nothing else.`,
    { data: { action } },
  );

export const notForThisDocument = (): AppError =>
  new AppError('office-connector/other-document', 'not-found', 'There is no such document.');

export const signedOut = (): AppError =>
  new AppError('office-connector/signed-out', 'unauthenticated', 'Please sign in first.');

export const urlTooLong = (length: number): AppError =>
  new AppError(
    'office-connector/url-too-long',
    'internal',
    `The address would have ${length} characters, too many to start a program with; shorten KONTOR_PUBLIC_URL.`,
    { data: { length } },
  );

export const noTemplates = (): AppError =>
  new AppError(
    'office-connector/no-templates',
    'not-found',
    'There is no template backend; an administrator sets ONEOFFIXX_HOSTNAME.',
  );

export const languageNotOffered = (language: number, offered: readonly number[]): AppError =>
  new AppError(
    'template-wizard/language-not-offered',
    'invalid',
    `language: this template does not come in ${language}; it comes in ${offered.join(', ')}.`,
    { data: { language, offered } },
  );

export const nothingToOpen = (documentId: string): AppError =>
  new AppError('office-connector/nothing-to-open', 'not-found', 'The document has no content.', {
    data: { documentId },
  });

export const notWaiting = (documentId: string): AppError =>
  new AppError(
    'office-connector/not-waiting',
    'not-found',
    'The document is not waiting for a template.',
    { data: { documentId } },
  );

export const noneOfThese = (): AppError =>
  new AppError('office-connector/none-of-these', 'not-found', 'There are no such documents.');

export const badUpload = (reason: string): AppError =>
  new AppError('office-connector/bad-upload', 'invalid', reason);

export const wrongTusVersion = (): AppError =>
  new AppError(
    'office-connector/tus-version',
    'precondition-failed',
    'Send the header Tus-Resumable: 1.0.0; no other version is spoken here.',
  );

export const tooManyUploads = (limit: number, retryAfterSeconds: number): AppError =>
  new AppError(
    'office-connector/too-many-uploads',
    'too-many',
    `You have ${limit} uploads under way, and no more are kept (KONTOR_UPLOADS_PER_PERSON); let one of them end, or try again later.`,
    { data: { limit }, retryAfterSeconds },
  );

export const noSuchUpload = (uploadId?: string): AppError =>
  new AppError(
    'office-connector/no-such-upload',
    'not-found',
    'There is no such upload, or it took too long; start it again.',
    { data: { uploadId } },
  );

export const wrongOffset = (expected: number): AppError =>
  new AppError(
    'office-connector/wrong-offset',
    'invalid',
    `Upload-Offset: the upload goes on at ${expected}; ask for it with HEAD.`,
    { data: { expected } },
  );

export const tooLarge = (limitBytes: number): AppError =>
  new AppError(
    'office-connector/too-large',
    'too-large',
    `The file is larger than the limit of ${limitBytes} bytes (KONTOR_MAX_FILE_BYTES).`,
    { data: { limitBytes } },
  );

export const unknownFormat = (extension: string): AppError =>
  new AppError(
    'office-connector/unknown-format',
    'unsupported',
    `Files with the extension ".${extension}" are not supported.`,
    { data: { extension } },
  );

export const foreignLock = (documentId: string): AppError =>
  new AppError(
    'office-connector/foreign-lock',
    'forbidden',
    'The lock token is not that of the present lock; lock the document again.',
    { data: { documentId } },
  );
