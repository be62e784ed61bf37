import { AppError } from '../platform/errors/app-error.js';

/** What the Document Server's numbers mean for whoever asked for the conversion. */
export function conversionFailed(error: number, to: string): AppError {
  const data = { error, to };
  switch (error) {
    case -2:
      return timedOut(to, error);
    case -4:
      return new AppError(
        'converter/source-unreachable',
        'bad-gateway',
        `The Document Server could not fetch the file (error ${error}); an administrator finds the reason with "kontor doctor".`,
        { data },
      );
    case -5:
      return new AppError(
        'converter/password-needed',
        'unprocessable',
        `The file needs a password (error ${error}). Send the right one as "password".`,
        { data },
      );
    case -7:
    case -9:
      return new AppError(
        'converter/unknown-format',
        'unprocessable',
        `The Document Server does not make .${to} of this file (error ${error}).`,
        { data },
      );
    case -10:
      return new AppError(
        'converter/too-large',
        'unprocessable',
        `The file is too large for the Document Server (error ${error}).`,
        { data },
      );
    case -6:
    case -8:
      return unavailable(`error ${error}`);
    default:
      return new AppError(
        'converter/failed',
        'unprocessable',
        `The Document Server could not make .${to} of this file (error ${error}). It may be damaged; open it to see.`,
        { data },
      );
  }
}

export const timedOut = (to: string, error?: number): AppError =>
  new AppError(
    'converter/timeout',
    'unavailable',
    `Making .${to} of the file took too long${error === undefined ? '' : ` (error ${error})`}. Try again later.`,
    { data: { to, error }, retryAfterSeconds: 60 },
  );

/** The result is not what was asked for: an empty file, a web page, another format. */
export const wrongResult = (to: string, found: string): AppError =>
  new AppError(
    'converter/failed',
    'unprocessable',
    `The Document Server returned no usable .${to} file: ${found}.`,
    { data: { to } },
  );

export const unavailable = (reason: string, cause?: unknown): AppError =>
  new AppError(
    'converter/unavailable',
    'unavailable',
    `The conversion service does not answer (${reason}). Try again later.`,
    { cause, retryAfterSeconds: 30 },
  );

export const tooManyConversions = (): AppError => unavailable('too many conversions are running');

export const cannotConvert = (from: string, to: string, possible: readonly string[]): AppError =>
  new AppError(
    'converter/unknown-format',
    'unprocessable',
    possible.length === 0
      ? `A .${from} file cannot be converted.`
      : `A .${from} file cannot become .${to}; possible are ${possible.join(', ')}.`,
    { data: { from, to }, shown: { possible } },
  );

export const privateDocument = (documentId: string): AppError =>
  new AppError(
    'converter/private-document',
    'forbidden',
    'The content of a private document never leaves it unsealed, so it cannot be converted. Open it and use "Download as".',
    { data: { documentId } },
  );

export const sourceRefused = (reason: string): AppError =>
  new AppError('converter/source-refused', 'forbidden', `The source is not given: ${reason}.`);
