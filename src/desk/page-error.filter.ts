import {
  Catch,
  Injectable,
  Logger,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInAddress } from '../access/index.js';
import { isAppError } from '../platform/errors/app-error.js';
import { errorFromFramework, ProblemFilter } from '../platform/http/problem.filter.js';
import { problemOf } from '../platform/http/problem.js';
import { errorPage } from './error-page.js';
import { Pages } from './pages.js';
import { troubleOf } from './trouble-of.js';
import { requestContextOf } from './request-context.decorator.js';

const problems = new ProblemFilter();
const answerProblem = problems.catch.bind(problems);

/** Whoever asked for a page gets a page, with what to do; everyone else the problem as everywhere. */
@Catch()
@Injectable()
export class PageErrorFilter implements ExceptionFilter {
  readonly #logger = new Logger('Page');

  constructor(private readonly pages: Pages) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    if (request.headers.accept?.includes('text/html') !== true || reply.raw.headersSent) {
      answerProblem(thrown, host);
      return;
    }
    const error = errorFromFramework(thrown);
    if (isAppError(error) && error.kind === 'unauthenticated') {
      void reply.redirect(signInAddress(error) ?? '/login', 303);
      return;
    }
    this.#show(error, request, reply);
  }

  #show(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const trouble = troubleOf(error);
    const { status } = problemOf(error, request.id);
    if (trouble === 'unexpected') this.#logger.error({ err: error, correlationId: request.id });
    const canRetry = request.method === 'GET' && status >= 500;
    const context = requestContextOf(request);
    const page = errorPage({ trouble, canRetry, correlationId: request.id }, context.messages);
    void reply
      .code(trouble === 'notFound' ? 404 : status)
      .type('text/html; charset=utf-8')
      .send(this.pages.render(page, context));
  }
}
