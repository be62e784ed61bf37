import { AppError } from '../../platform/errors/app-error.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

export const privateHistory = (documentId: string): AppError =>
  new AppError(
    'editor-connector/private-history',
    'forbidden',
    'The editor cannot show the history of a private document, because this server cannot decrypt its versions. ' +
      "Open or restore a version from the document's page.",
    { data: { documentId } },
  );

export const otherKind = (documentId: string, versionNumber: number, fileType: string): AppError =>
  new AppError(
    'editor-connector/other-kind',
    'unprocessable',
    sentence`Version ${versionNumber} is a .${fileType} file, which is not of the kind that is open. Open it from the document's page.`,
    { data: { documentId, versionNumber, fileType } },
  );

export const stepUnusable = (fileType: string, found: Sentence): AppError =>
  new AppError(
    'editor-connector/restore-refused',
    'unprocessable',
    sentence`The Document Server returned no usable .${fileType} file: ${found}. Open the history again, or restore the whole version.`,
    { data: { fileType } },
  );

export const stepUnreachable = (cause: unknown): AppError =>
  new AppError(
    'editor-connector/restore-interrupted',
    'unavailable',
    'The step could not be fetched from the Document Server. Try to restore it again.',
    { cause, retryAfterSeconds: 5 },
  );
