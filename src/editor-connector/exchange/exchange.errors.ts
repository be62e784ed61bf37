import { AppError } from '../../platform/errors/app-error.js';

export const savedFileUnusable = (fileType: string, found: string): AppError =>
  new AppError(
    'editor-connector/save-as-refused',
    'unprocessable',
    `The Document Server returned no usable .${fileType} file: ${found}. Try "Save copy as" again, or download the file.`,
    { data: { fileType } },
  );

export const savedFileUnreachable = (cause: unknown): AppError =>
  new AppError(
    'editor-connector/save-as-interrupted',
    'unavailable',
    'The copy could not be fetched from the Document Server. Try "Save copy as" again.',
    { cause, retryAfterSeconds: 5 },
  );

export const madeFileUnusable = (fileType: string, found: string): AppError =>
  new AppError(
    'editor-connector/download-as-refused',
    'unprocessable',
    `The Document Server returned no usable .${fileType} file: ${found}. Try again, or choose another format.`,
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

export const notThatKind = (documentId: string, fileType: string, wanted: string): AppError =>
  new AppError(
    'editor-connector/wrong-kind',
    'unprocessable',
    `A .${fileType} file cannot be used here: ${wanted} is needed. Choose another document.`,
    { data: { documentId, fileType } },
  );
