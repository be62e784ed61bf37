import { AppError } from '../platform/errors/app-error.js';
import { type SentenceValue, sentence } from '../platform/errors/sentence.js';

/** Turns an error number of the conversion service into the error for the caller (docs/formats/document-server.md). */
export function conversionFailed(error: number, to: string): AppError {
  const data = { error, to };
  switch (error) {
    case -2:
      return timedOut(to, error);
    case -4:
      return new AppError(
        'converter/source-unreachable',
        'bad-gateway',
        sentence`The Document Server could not fetch the file (error ${error}). Ask an administrator to run "kontor doctor", which finds the reason.`,
        { data },
      );
    case -5:
      return new AppError(
        'converter/password-needed',
        'unprocessable',
        sentence`The file needs a password (error ${error}). Send the right one as "password".`,
        { data },
      );
    case -7:
    case -9:
      return new AppError(
        'converter/unknown-format',
        'unprocessable',
        sentence`The Document Server cannot convert this file to .${to} (error ${error}). Choose another format.`,
        { data },
      );
    case -10:
      return new AppError(
        'converter/too-large',
        'unprocessable',
        sentence`The file is too large for the Document Server (error ${error}). Reduce its size and try again.`,
        { data },
      );
    case -6:
    case -8:
      return unavailable(sentence`error ${error}`);
    default:
      return new AppError(
        'converter/failed',
        'unprocessable',
        sentence`The Document Server failed to convert this file to .${to} (error ${error}). Open it to check whether it is damaged.`,
        { data },
      );
  }
}

export const timedOut = (to: string, error?: number): AppError =>
  new AppError(
    'converter/timeout',
    'unavailable',
    sentence`Converting the file to .${to} took too long${error === undefined ? '' : sentence` (error ${error})`}. Try again later.`,
    { data: { to, error }, retryAfterSeconds: 60 },
  );

/** The result is an empty file, a web page, or a file of another format. */
export const wrongResult = (to: string, found: SentenceValue): AppError =>
  new AppError(
    'converter/failed',
    'unprocessable',
    sentence`The Document Server returned no usable .${to} file: ${found}. Try again, then ask an administrator to read its log.`,
    { data: { to } },
  );

export const unavailable = (reason: SentenceValue, cause?: unknown): AppError =>
  new AppError(
    'converter/unavailable',
    'unavailable',
    sentence`The conversion service does not answer (${reason}). Try again later.`,
    { cause, retryAfterSeconds: 30 },
  );

export const tooManyConversions = (): AppError =>
  unavailable(sentence`too many conversions are running`);

export const cannotConvert = (from: string, to: string, possible: readonly string[]): AppError =>
  new AppError(
    'converter/unknown-format',
    'unprocessable',
    possible.length === 0
      ? sentence`A .${from} file cannot be converted. Download it as it is.`
      : sentence`A .${from} file cannot be converted to .${to}. Choose one of ${possible.join(', ')}.`,
    { data: { from, to }, shown: { possible } },
  );

export const privateDocument = (documentId: string): AppError =>
  new AppError(
    'converter/private-document',
    'forbidden',
    'A private document cannot be converted, because the server cannot decrypt it. Open it and use "Download as".',
    { data: { documentId } },
  );

const PICTURES = { thumbnail: sentence`thumbnail`, preview: sentence`preview` };

export const noPicture = (documentId: string, kind: 'thumbnail' | 'preview'): AppError =>
  new AppError(
    'converter/no-picture',
    'not-found',
    sentence`This version has no ${PICTURES[kind]}: it is private, its format has none, or the Document Server could not make one. Download the document instead.`,
    { data: { documentId, kind } },
  );

export const tooManyPictures = (): AppError =>
  unavailable(sentence`too many pictures are being made`);

export const sourceRefused = (reason: SentenceValue): AppError =>
  new AppError(
    'converter/source-refused',
    'forbidden',
    sentence`The Document Server may not fetch this file: ${reason}. Request the conversion again.`,
  );
