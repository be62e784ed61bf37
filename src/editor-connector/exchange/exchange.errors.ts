import { AppError } from '../../platform/errors/app-error.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

export const savedFileUnusable = (fileType: string, found: Sentence): AppError =>
  new AppError(
    'editor-connector/save-as-refused',
    'unprocessable',
    sentence`The Document Server returned no usable .${fileType} file: ${found}. Try "Save copy as" again, or download the file.`,
    { data: { fileType } },
  );

export const savedFileUnreachable = (cause: unknown): AppError =>
  new AppError(
    'editor-connector/save-as-interrupted',
    'unavailable',
    'The copy could not be fetched from the Document Server. Try "Save copy as" again.',
    { cause, retryAfterSeconds: 5 },
  );

export const madeFileUnusable = (fileType: string, found: Sentence): AppError =>
  new AppError(
    'editor-connector/download-as-refused',
    'unprocessable',
    sentence`The Document Server returned no usable .${fileType} file: ${found}. Try again, or choose another format.`,
    { data: { fileType } },
  );

export const madeFileUnreachable = (cause: unknown): AppError =>
  new AppError(
    'editor-connector/download-as-interrupted',
    'unavailable',
    'The file could not be fetched from the Document Server. Try to download it again.',
    { cause, retryAfterSeconds: 5 },
  );

export const privateStays = (documentId: string): AppError =>
  new AppError(
    'editor-connector/private-document',
    'forbidden',
    'A private document cannot be copied or put into another one by the server, because the server cannot decrypt it. ' +
      'Download it, and upload or insert the file.',
    { data: { documentId } },
  );

const KINDS = {
  image: sentence`image`,
  document: sentence`document`,
  spreadsheet: sentence`spreadsheet`,
};

export const notThatKind = (
  documentId: string,
  fileType: string,
  wanted: keyof typeof KINDS,
): AppError =>
  new AppError(
    'editor-connector/wrong-kind',
    'unprocessable',
    sentence`A .${fileType} file cannot be used here: ${KINDS[wanted]} is needed. Choose another document.`,
    { data: { documentId, fileType } },
  );
