import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { isAppError, type AppError, type ErrorKind } from '../../platform/errors/app-error.js';
import { errorFromFramework, ProblemFilter } from '../../platform/http/problem.filter.js';
import { OAuthError } from './oauth-error.js';

const problems = new ProblemFilter();
const answerProblem = problems.catch.bind(problems);

/** Of bodies that cannot be read: no form at all, so nothing in it can be wrong by itself. */
const UNREADABLE: ReadonlySet<ErrorKind> = new Set(['invalid', 'unsupported', 'too-large']);

/** What RFC 6749 §5.2 leaves of ASCII for a description: no quotation mark, no backslash. */
const inWordsOfOAuth = (text: string): string =>
  text.replaceAll('"', "'").replaceAll(/[^\x20\x21\x23-\x5B\x5D-\x7E]/g, '?');

const unreadable = ({ kind, message }: AppError): OAuthError =>
  new OAuthError(
    'invalid_request',
    kind === 'too-large' ? message : 'Send a form (application/x-www-form-urlencoded), as it is.',
  );

/** Answers in the form of RFC 6749 §5.2; what is no fault of the request stays a problem. */
@Catch()
export class OAuthErrorFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost): void {
    const error = errorFromFramework(thrown);
    const said = isAppError(error) && UNREADABLE.has(error.kind) ? unreadable(error) : error;
    if (!(said instanceof OAuthError)) {
      answerProblem(thrown, host);
      return;
    }
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const isClient = said.code === 'invalid_client';
    if (isClient) void reply.header('www-authenticate', 'Basic realm="Kontor"');
    void reply
      .code(isClient ? 401 : 400)
      .headers(NOT_KEPT)
      .send({ error: said.code, error_description: inWordsOfOAuth(said.message) });
  }
}

/** RFC 6749 §5.1. */
export const NOT_KEPT = { 'cache-control': 'no-store', pragma: 'no-cache' };
