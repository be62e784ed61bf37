import {
  Catch,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { detourOf, signInAddress } from '../access/index.js';
import { isAppError, type ErrorKind } from '../platform/errors/app-error.js';
import { errorFromFramework, ProblemFilter } from '../platform/http/problem.filter.js';
import { problemOf } from '../platform/http/problem.js';
import { failureCodeOf } from '../platform/http/request-origin.js';
import { errorPage, type ErrorPageKind } from './error-page.js';
import { PageRenderer } from './page-renderer.js';
import { requestContextOf } from './request-context.decorator.js';

const problems = new ProblemFilter();
const answerProblem = problems.catch.bind(problems);

/** A browser that goes to a page gets an error page, others the usual problem document. */
@Catch()
@Injectable()
export class PageErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Page');

  constructor(private readonly renderer: PageRenderer) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (!isForPage(request) || reply.raw.headersSent) {
      answerProblem(thrown, host);
      return;
    }
    const error = errorFromFramework(thrown);
    if (isAppError(error) && error.kind === 'unauthenticated') {
      void reply.redirect(signInAddress(error) ?? comingBack('/login', request), 303);
      return;
    }
    const detour = detourOf(error);
    if (detour === undefined) this.#show(error, request, reply);
    else void reply.redirect(comingBack(detour, request), 303);
  }

  #show(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    request.failure = failureCodeOf(error);
    const kind = pageKindOf(error);
    const { status } = problemOf(error, request.id);
    if (kind === 'unexpected') this.#logger.error({ err: error, correlationId: request.id });
    const canRetry = request.method === 'GET' && (status >= 500 || kind === 'tooMany');
    const context = requestContextOf(request);
    const page = errorPage({ kind, canRetry, correlationId: request.id }, context.messages);
    if (isAppError(error) && error.retryAfterSeconds !== undefined)
      void reply.header('retry-after', String(error.retryAfterSeconds));
    void reply
      .header('content-language', context.locale)
      .code(kind === 'notFound' ? 404 : status)
      .type('text/html; charset=utf-8')
      .send(this.renderer.render(page, context));
  }
}

/** The script of a page takes problems, too: it would follow a redirect to signing in, and take that for success. */
const isForPage = ({ headers: { accept = '' } }: FastifyRequest): boolean =>
  accept.includes('text/html') && !accept.includes('application/problem+json');

/** Steps of signing in are no page to come back to. */
const comingBack = (detour: string, request: FastifyRequest): string => {
  const next = pageOf(request);
  return /\/login(?:[/?]|$)/.test(next) ? detour : `${detour}?${new URLSearchParams({ next })}`;
};

/** The page to come back to: the one asked for, or the one whose form was sent. */
const pageOf = ({ method, url, headers }: FastifyRequest): string =>
  method === 'GET' ? url : (URL.parse(headers.referer ?? '')?.pathname ?? '/');

const PAGE_KINDS: Record<ErrorKind, ErrorPageKind> = {
  invalid: 'invalid',
  unauthenticated: 'forbidden',
  forbidden: 'forbidden',
  'not-found': 'notFound',
  'too-slow': 'unavailable',
  conflict: 'conflict',
  'precondition-failed': 'conflict',
  'too-large': 'tooLarge',
  unsupported: 'unsupported',
  misdirected: 'notFound',
  unprocessable: 'mismatch',
  'too-many': 'tooMany',
  'headers-too-large': 'tooLarge',
  internal: 'unexpected',
  'bad-gateway': 'unavailable',
  unavailable: 'unavailable',
};

/** Pages for administrators do not exist for others. */
function pageKindOf(error: unknown): ErrorPageKind {
  if (!isAppError(error)) return 'unexpected';
  return error.code === 'access/admins-only' ? 'notFound' : PAGE_KINDS[error.kind];
}
