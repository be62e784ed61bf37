import { HttpException } from '@nestjs/common';
import { AppError, type ErrorKind } from '../errors/app-error.js';
import { badForm } from './stream-body.js';
import { errorFromDisk } from '../errors/disk.errors.js';

/** What the parser of forms says when one ends too early or makes no sense, with no code that could be asked for. */
const UNREADABLE = /^(?:Unexpected end of (?:form|file|multipart data)|Multipart: |Malformed )/;

const isUnreadableForm = (error: unknown): boolean =>
  error instanceof Error && UNREADABLE.test(error.message);

const KIND_OF_STATUS: Record<number, ErrorKind> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  415: 'unsupported',
  422: 'unprocessable',
  429: 'too-many',
};

/** Errors of Nest and Fastify about a bad request, and of the disk, become ours; all others are returned as they came. */
export function errorFromFramework(error: unknown): unknown {
  if (isUnreadableForm(error)) return badForm(error);
  const ofDisk = errorFromDisk(error);
  if (ofDisk !== undefined) return ofDisk;
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  const kind = status === undefined ? undefined : KIND_OF_STATUS[status];
  if (kind === undefined || !(error instanceof Error)) return error;
  return new AppError(`platform/${kind}`, kind, messageOf(error), { cause: error });
}

/** Of Fastify and its parsers alone: what other libraries call a status may be a foreign server's. */
function statusCodeOf(error: unknown): number | undefined {
  const { code, name, statusCode } = (error ?? {}) as {
    code?: unknown;
    name?: unknown;
    statusCode?: number;
  };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_');
  return isFastifys || name === 'SyntaxError' ? statusCode : undefined;
}

function messageOf(error: Error): string {
  if (!(error instanceof HttpException)) return error.message;
  const response: string | { message?: string | string[] } = error.getResponse();
  const message = typeof response === 'string' ? response : (response.message ?? error.message);
  return Array.isArray(message) ? message.join('; ') : message;
}
