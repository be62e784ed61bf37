import { AppError, isAppError, type ErrorKind } from '../platform/errors/app-error.js';

const FINAL_KINDS: readonly ErrorKind[] = [
  'invalid',
  'forbidden',
  'not-found',
  'too-large',
  'unsupported',
  'unprocessable',
];

/** No repetition turns it into success; with anything else, trying again may help. */
export const isHopeless = (error: unknown): boolean =>
  isAppError(error) && FINAL_KINDS.includes(error.kind);

export const noEditor = (fileType: string) =>
  new AppError(
    'editor-connector/no-editor',
    'unprocessable',
    `No editor opens .${fileType} files; download the document instead.`,
    { data: { fileType } },
  );

export const noContent = (documentId: string) =>
  new AppError(
    'editor-connector/no-content',
    'conflict',
    `Document ${documentId} has no content yet; it can be opened once its first version exists.`,
    { data: { documentId } },
  );

/** Whoever releases a key looked at the document before: meanwhile another version is the one to open. */
export const otherVersion = (documentId: string, versionNumber: number) =>
  new AppError(
    'editor-connector/other-version',
    'conflict',
    `Version ${versionNumber} of document ${documentId} is the one to open now; release the key of that version.`,
    { data: { documentId }, shown: { version: versionNumber } },
  );

/** Names the time here: a browser whose clock is wrong can do the sum anew. */
export const releaseRefused = (reason: string, nowMs: number) =>
  new AppError(
    'editor-connector/release-refused',
    'invalid',
    `The key was not taken over: ${reason}. It is released for this document and version, for an hour from ` +
      `now at most, and wrapped as docs/formats/editing-session.md says. It is ${new Date(nowMs).toISOString()} here.`,
    { data: { reason }, shown: { now: new Date(nowMs).toISOString() } },
  );

export const noSuchSession = (sessionId: string) =>
  new AppError(
    'editor-connector/no-such-session',
    'not-found',
    'There is no such editing session of yours, or it is over. Open the document again.',
    { data: { sessionId } },
  );

/** One text for every reason: what exactly was wrong is for the log, not for the caller. */
export const capabilityRefused = (reason: string, data: Readonly<Record<string, unknown>> = {}) =>
  new AppError(
    'editor-connector/capability-refused',
    'forbidden',
    'This address is not, or no longer, good for this. Open the document again from Kontor.',
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

/** Trying again cannot help: the Document Server is told to keep its copy. */
export const saveRefused = (reason: string, data: Readonly<Record<string, unknown>> = {}) =>
  new AppError(
    'editor-connector/save-refused',
    'unprocessable',
    `The saved file was not taken over: ${reason}. The Document Server keeps it as a forgotten file.`,
    { data: { reason, ...data } },
  );

/** May pass: the Document Server is asked to deliver the save again. */
export const saveInterrupted = (reason: string, cause?: unknown) =>
  new AppError(
    'editor-connector/save-interrupted',
    'unavailable',
    `The saved file could not be fetched from the Document Server now: ${reason}.`,
    { data: { reason }, cause },
  );

export const serverUnreachable = (reason: string, cause?: unknown) =>
  new AppError(
    'editor-connector/server-unreachable',
    'bad-gateway',
    `The Document Server could not do what it was asked: ${reason}.`,
    { data: { reason }, cause },
  );

export const unknownDocumentKey = (documentId: string) =>
  new AppError(
    'editor-connector/unknown-document-key',
    'unprocessable',
    `A save for document ${documentId} names a document key that was never issued for it.`,
    { data: { documentId } },
  );
