import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAppError } from '../errors/app-error.js';
import { hasLeft } from './client-left.js';
import { isOfDisk } from '../errors/disk.errors.js';
import { errorFromFramework } from './error-from-framework.js';
import { problemOf } from './problem.js';

/** The one place where an error becomes an HTTP answer. Expected errors are logged at debug, others as errors. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Problem');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const error = errorFromFramework(thrown);
    this.#log(error, request);
    if (reply.raw.headersSent) {
      // Too late for an answer: a cut connection tells the client that what it got is not whole.
      reply.raw.destroy();
      return;
    }
    const problem = problemOf(error, request.id, request.actor?.isAdmin === true);
    if (isAppError(error) && error.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(error.retryAfterSeconds));
    }
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="kontor"');
    void reply.code(problem.status).type('application/problem+json').send(problem);
  }

  #log(error: unknown, request: FastifyRequest): void {
    if (hasLeft(error, request)) {
      // Nobody's fault, and nobody hears the answer.
      this.#logger.debug({ code: 'platform/client-left', correlationId: request.id });
    } else if (!isAppError(error) || error.kind === 'internal' || isOfDisk(error)) {
      this.#logger.error({ err: error, correlationId: request.id });
    } else if (error.publicMessage !== error.message) {
      // For an administrator, who is told nowhere else.
      this.#logger.warn({ code: error.code, msg: error.message, correlationId: request.id });
    } else {
      this.#logger.debug({ code: error.code, data: error.data, correlationId: request.id });
    }
  }
}
