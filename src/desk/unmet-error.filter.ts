import {
  Catch,
  type ArgumentsHost,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { isAppError } from '../platform/errors/app-error.js';
import { ProblemFilter } from '../platform/http/problem.filter.js';
import type { PageRouteConfig } from './desk-routes.decorator.js';
import { PageErrorFilter } from './page-error.filter.js';
import { PageRenderer } from './page-renderer.js';

/** For errors that no controller has met: those of pages become pages, others problem documents. */
@Catch()
class UnmetErrorFilter implements ExceptionFilter {
  readonly #asProblem: ExceptionFilter['catch'];
  readonly #asPage: ExceptionFilter['catch'];

  constructor(problems: ProblemFilter, pages: PageErrorFilter) {
    this.#asProblem = problems.catch.bind(problems);
    this.#asPage = pages.catch.bind(pages);
  }

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { routeOptions } = host.switchToHttp().getRequest<FastifyRequest>();
    const { isPage } = routeOptions.config as PageRouteConfig;
    // Below a name that is not ours there are no pages.
    const isOurs = !isAppError(thrown) || thrown.kind !== 'misdirected';
    (isPage === true && isOurs ? this.#asPage : this.#asProblem)(thrown, host);
  }
}

export const unmetErrorsOf = (app: INestApplication): ExceptionFilter =>
  new UnmetErrorFilter(
    new ProblemFilter(),
    new PageErrorFilter(app.get(PageRenderer, { strict: false })),
  );
