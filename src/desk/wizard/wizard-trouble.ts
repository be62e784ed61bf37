import { isAppError, type AppError, type ErrorKind } from '../../platform/errors/app-error.js';

/** Why there are no templates to choose from. */
export type WizardFailure = 'passing' | 'lasting' | 'unknownPerson';
/** Why nothing was created from what was chosen. */
export type CreationError = 'badTitle' | 'noTemplate' | 'failed';

/** What the template library or the desktop side refuses: said on the page it happened on. */
const TOLD: readonly ErrorKind[] = ['bad-gateway', 'unavailable', 'unprocessable', 'invalid'];

export const isTold = (error: unknown): error is AppError =>
  isAppError(error) && TOLD.includes(error.kind);

export function failureOf(error: AppError): WizardFailure {
  if (error.kind === 'unprocessable') return 'unknownPerson';
  return error.data.retryable === false ? 'lasting' : 'passing';
}

export function troubleWith(error: AppError): CreationError {
  if (error.code === 'oneoffixx/unknown-template') return 'noTemplate';
  return error.kind === 'invalid' ? 'badTitle' : 'failed';
}
