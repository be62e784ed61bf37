import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';
import { problemOf } from './problem.js';
import { problemFor, sendProblem } from './send-problem.js';

/** Longer than any id, name or capability that is part of a path. */
const MAX_PATH_PART = 2_048;

/** Options of Fastify: what never reaches a route is answered as a problem as well, and not in the framework's form. */
export const answerUnroutable = {
  routerOptions: { maxParamLength: MAX_PATH_PART },
  frameworkErrors,
  clientErrorHandler,
};

/**
 * The address that a request is routed by. In one of a browser that is not well-formed, a percent sign is taken as typed:
 * then it is an address like others that do not exist, whose page speaks the person's language.
 */
export function routableAddress({ url = '/', headers }: IncomingMessage): string {
  if (!url.includes('%') || headers.accept?.includes('text/html') !== true) return url;
  const [path = ''] = url.split(/[?;#]/, 1);
  return isWellFormed(path) ? url : path.replaceAll('%', '%25') + url.slice(path.length);
}

function isWellFormed(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function frameworkErrors(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemFor(request, errorFromRouter(error));
  void reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  sendProblem(request, reply, problem);
}

function errorFromRouter({ code }: FastifyError): AppError {
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return noSuchAddress();
  return badAddress();
}

/** What is no HTTP request, or one that is too large to be read: there is only the connection to answer on. */
function clientErrorHandler(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawAnswer(errorFromParser(error)));
  socket.destroy(error);
}

function errorFromParser({ code }: NodeJS.ErrnoException): AppError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return headersTooSlow();
  return code === 'HPE_HEADER_OVERFLOW' ? headersTooLarge() : badRequest();
}

function rawAnswer(error: AppError): string {
  const problem = problemOf(error, randomUUID());
  const body = JSON.stringify(problem);
  return [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    'Content-Language: en',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

const noSuchAddress = () =>
  new AppError(
    'platform/not-found',
    'not-found',
    sentence`A part of this address is longer than ${MAX_PATH_PART} characters. Nothing has such a name.`,
  );

const badAddress = () =>
  new AppError(
    'platform/bad-address',
    'invalid',
    'The address is not well-formed. Encode each part of its path (%xx of UTF-8).',
  );

const badRequest = () =>
  new AppError(
    'platform/bad-request',
    'invalid',
    'This is not an HTTP request. Check the client, or the proxy in front of this server.',
  );

const headersTooLarge = () =>
  new AppError(
    'platform/headers-too-large',
    'headers-too-large',
    'The address and the headers of this request are larger than 16 KiB. Send less in them.',
  );

const headersTooSlow = () =>
  new AppError(
    'platform/headers-too-slow',
    'too-slow',
    'The headers of this request did not arrive in time. Try again.',
  );
