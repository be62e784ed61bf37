import { isAppError, type ErrorKind } from '../platform/errors/app-error.js';
import type { ErrorPageKind } from './error-page.js';

const TROUBLES: Record<ErrorKind, ErrorPageKind> = {
  invalid: 'invalid',
  unauthenticated: 'forbidden',
  forbidden: 'forbidden',
  'not-found': 'notFound',
  conflict: 'conflict',
  'precondition-failed': 'conflict',
  'too-large': 'tooLarge',
  unsupported: 'unsupported',
  misdirected: 'notFound',
  unprocessable: 'mismatch',
  'too-many': 'unavailable',
  internal: 'unexpected',
  'bad-gateway': 'unavailable',
  unavailable: 'unavailable',
};

/** What a page says about an error. Pages for administrators do not exist for others. */
export function troubleOf(error: unknown): ErrorPageKind {
  if (!isAppError(error)) return 'unexpected';
  return error.code === 'access/admins-only' ? 'notFound' : TROUBLES[error.kind];
}
