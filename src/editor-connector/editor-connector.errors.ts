import { AppError, isAppError, type ErrorKind } from '../platform/errors/app-error.js';
import { type Sentence, sentence } from '../platform/errors/sentence.js';

const PERMANENT_KINDS: readonly ErrorKind[] = [
  'invalid',
  'forbidden',
  'not-found',
  'too-large',
  'unsupported',
  'unprocessable',
];

/** Retrying cannot help; any other failure counts as transient. */
export const isPermanent = (error: unknown): boolean =>
  isAppError(error) && PERMANENT_KINDS.includes(error.kind);

export const noEditor = (fileType: string) =>
  new AppError(
    'editor-connector/no-editor',
    'unprocessable',
    sentence`No editor opens .${fileType} files; download the document instead.`,
    { data: { fileType } },
  );

export const convertsFirst = (documentId: string, fileType: string, to: string) =>
  new AppError(
    'editor-connector/converts-first',
    'conflict',
    sentence`Changes of a .${fileType} file are saved as .${to}; the .${fileType} stays as the version before. Send "convert": true to edit it.`,
    { data: { documentId, fileType }, shown: { to } },
  );

export const goesElsewhere = (origins: readonly string[]) =>
  new AppError(
    'editor-connector/goes-elsewhere',
    'invalid',
    sentence`customization.goback.url leads to another server; give an address on ${origins.join(', ')}.`,
    { shown: { origin: origins[0], origins } },
  );

export const noContent = (documentId: string) =>
  new AppError(
    'editor-connector/no-content',
    'conflict',
    sentence`Document ${documentId} has no content yet. Save a first version, then open it.`,
    { data: { documentId } },
  );

/** The key was released for a version that is no longer the one to open. */
export const otherVersion = (documentId: string, versionNumber: number) =>
  new AppError(
    'editor-connector/other-version',
    'conflict',
    sentence`Version ${versionNumber} of document ${documentId} is the one to open now; release the key of that version.`,
    { data: { documentId }, shown: { version: versionNumber } },
  );

/** Tells the time of this server, so that a browser whose clock is wrong can compute the expiry again. */
export const releaseRefused = (reason: Sentence, nowMs: number) =>
  new AppError(
    'editor-connector/release-refused',
    'invalid',
    sentence`The released key was rejected: ${reason}. Release it for this document and version for at most an hour after ${new Date(nowMs).toISOString()} (the time of this server), wrapped as docs/formats/editing-session.md describes.`,
    { data: { reason: String(reason) }, shown: { now: new Date(nowMs).toISOString() } },
  );

export const noSuchSession = (sessionId: string) =>
  new AppError(
    'editor-connector/no-such-session',
    'not-found',
    'You have no such editing session, or it is over. Open the document again.',
    { data: { sessionId } },
  );

/** One text for every reason: the caller is not to learn what exactly was wrong; the log has it. */
export const capabilityRefused = (reason: string, data: Readonly<Record<string, unknown>> = {}) =>
  new AppError(
    'editor-connector/capability-refused',
    'forbidden',
    'This address is not valid for this request, or has expired. Open the document again from Kontor.',
    { data: { reason, ...data } },
  );

export const tokenRefused = (reason: string) =>
  new AppError(
    'editor-connector/token-refused',
    'forbidden',
    'The Document Server did not identify itself with a valid token. Check that both sides have the same ' +
      'secret (EUROOFFICE_JWT_SECRET, JWT_SECRET) and that their clocks agree.',
    { data: { reason } },
  );

/** Permanent: the Document Server is to keep its copy. */
export const saveRefused = (
  reason: Sentence | string,
  data: Readonly<Record<string, unknown>> = {},
) =>
  new AppError(
    'editor-connector/save-refused',
    'unprocessable',
    sentence`The saved file was rejected: ${reason}. The Document Server keeps it as a forgotten file.`,
    { data: { reason: String(reason), ...data } },
  );

/** Transient: the Document Server is to deliver the save again. */
export const saveInterrupted = (reason: Sentence | string, cause?: unknown) =>
  new AppError(
    'editor-connector/save-interrupted',
    'unavailable',
    sentence`The saved file could not be fetched from the Document Server: ${reason}. The Document Server retries.`,
    { data: { reason: String(reason) }, cause },
  );

export const serverUnreachable = (
  reason: Sentence,
  cause?: unknown,
  data: Readonly<Record<string, unknown>> = {},
) =>
  new AppError(
    'editor-connector/server-unreachable',
    'bad-gateway',
    sentence`A request to the Document Server failed: ${reason}. Try again, then ask an administrator to run "kontor doctor".`,
    { data: { reason: String(reason), ...data }, cause },
  );

/** It answered, with an error number of the command service. */
export const commandFailed = (command: string, commandError: number) =>
  serverUnreachable(sentence`command ${command} failed with error ${commandError}`, undefined, {
    ...{ commandError, hasAnswered: true },
  });

/** Nothing came from the Document Server itself: the next request would fail as well. */
export const isSilent = (error: unknown): boolean =>
  isAppError(error, 'editor-connector/server-unreachable') && error.data.hasAnswered !== true;

export const unknownDocumentKey = (documentId: string) =>
  new AppError(
    'editor-connector/unknown-document-key',
    'unprocessable',
    sentence`A save for document ${documentId} names a document key that was never issued for it. The Document Server keeps the file as a forgotten file.`,
    { data: { documentId } },
  );
