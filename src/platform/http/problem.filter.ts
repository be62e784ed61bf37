import {
  Catch,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
  HttpException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError, AppError, type ErrorKind } from '../errors/app-error.js';
import { isOfDisk, errorFromDisk } from '../errors/disk.errors.js';
import { AnswerInstead } from './answer-instead.js';
import { bearerChallenge } from './bearer-challenge.js';
import { problemFor, sendProblem } from './send-problem.js';
import { failureCodeOf } from './request-origin.js';
import { badForm } from './stream-body.js';
import { type Sentence, sentence } from '../errors/sentence.js';

/** The one place where an error becomes an HTTP answer. Expected errors are logged at debug, others as errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (thrown instanceof AnswerInstead) {
      void reply.code(thrown.status).headers(thrown.headers).send(thrown.payload);
      return;
    }
    const error = errorFromFramework(thrown);
    request.failure = failureCodeOf(error);
    this.#log(error, request);
    if (reply.raw.headersSent) {
      // Too late for an error answer: cutting the connection tells the client that the answer is incomplete.
      reply.raw.destroy();
      return;
    }
    const problem = problemFor(request, error);
    if (isAppError(error) && error.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(error.retryAfterSeconds));
    }
    const challenge = bearerChallenge(problem, request.headers);
    if (challenge !== undefined) void reply.header('www-authenticate', challenge);
    sendProblem(request, reply, problem);
  }

  #log(error: unknown, request: FastifyRequest): void {
    if (hasLeft(error, request)) {
      // No fault of the server, and there is nobody to answer.
      this.#logger.debug({ code: 'platform/client-left', correlationId: request.id });
    } else if (!isAppError(error) || error.kind === 'internal' || isOfDisk(error)) {
      this.#logger.error({ err: error, correlationId: request.id });
    } else if (error.publicMessage !== error.message) {
      // Only the log has the full message for the administrator.
      this.#logger.warn({ code: error.code, msg: error.message, correlationId: request.id });
    } else {
      this.#logger.debug({ code: error.code, data: error.data, correlationId: request.id });
    }
  }
}

const LEFT_CODES = new Set(['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Whether the error means that the client disconnected during its body or the answer. */
export function hasLeft(error: unknown, { raw }: Pick<FastifyRequest, 'raw'>): boolean {
  // A request that was destroyed has no socket any more, although its type says so.
  const socket = raw.socket as typeof raw.socket | null;
  if (socket?.destroyed === false) return false;
  if (!raw.complete) return true;
  return chainOf(error).some(({ code }) => typeof code === 'string' && LEFT_CODES.has(code));
}

function chainOf(error: unknown): { readonly code?: unknown }[] {
  const chain: { readonly code?: unknown }[] = [];
  for (let each = error; each instanceof Error && chain.length < 5; each = each.cause) {
    chain.push(each as { code?: unknown });
  }
  return chain;
}

/** The form parser's messages for a malformed or truncated form; its errors have no code. */
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

/** Turns errors of Nest and Fastify about a bad request, and of the disk, into an AppError; returns others as they are. */
export function errorFromFramework(error: unknown): unknown {
  if (isUnreadableForm(error)) return badForm(error);
  const ofDisk = errorFromDisk(error);
  if (ofDisk !== undefined) return ofDisk;
  const status = error instanceof HttpException ? error.getStatus() : statusCodeOf(error);
  const kind = status === undefined ? undefined : KIND_OF_STATUS[status];
  if (kind === undefined || !(error instanceof Error)) return error;
  return new AppError(`platform/${kind}`, kind, saidBy(error), { cause: error });
}

/** Only for errors of Fastify and its parsers: in other libraries `statusCode` may come from another server. */
function statusCodeOf(error: unknown): number | undefined {
  const { code, name, statusCode } = (error ?? {}) as {
    code?: unknown;
    name?: unknown;
    statusCode?: number;
  };
  const isFastifys = typeof code === 'string' && code.startsWith('FST_');
  return isFastifys || name === 'SyntaxError' ? statusCode : undefined;
}

/** What Fastify says of a body, in our words. */
const OF_BODIES: Readonly<Record<string, Sentence>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: sentence`The body is not JSON. Correct it, and send it again.`,
  FST_ERR_CTP_EMPTY_JSON_BODY: sentence`The body is empty, but its Content-Type says JSON. Send JSON, or leave the Content-Type out.`,
  FST_ERR_CTP_BODY_TOO_LARGE: sentence`The body of this request is too large. Send less at a time.`,
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: sentence`The body has another length than its Content-Length says. Send it again.`,
  FST_ERR_CTP_INVALID_MEDIA_TYPE: sentence`This route does not accept the Content-Type of the body. Send application/json.`,
};

/** No route there, in the words of Nest. */
const NO_ROUTE = /^Cannot ([A-Z]+) (\S+)$/;

function saidBy(error: Error): string | Sentence {
  const { code } = error as { code?: unknown };
  const ofBody = typeof code === 'string' ? OF_BODIES[code] : undefined;
  if (ofBody !== undefined) return ofBody;
  const message = messageOf(error);
  if (error.name === 'SyntaxError') return sentence`The body is not JSON: ${message}. Correct it.`;
  const [, method, path] = NO_ROUTE.exec(message) ?? [];
  return method === undefined ? message : sentence`Cannot ${method} ${path!}`;
}

function messageOf(error: Error): string {
  if (!(error instanceof HttpException)) return error.message;
  const response: string | { message?: string | string[] } = error.getResponse();
  const message = typeof response === 'string' ? response : (response.message ?? error.message);
  return Array.isArray(message) ? message.join('; ') : message;
}
