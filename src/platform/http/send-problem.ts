import type { FastifyReply, FastifyRequest } from 'fastify';
import { localeFromHeader } from '../language/accepted-language.js';
import { problemOf, type Problem } from './problem.js';
import { varyBy } from './vary.js';

type Asked = Pick<FastifyRequest, 'headers' | 'id' | 'actor'>;

/** The language that a request asks for. */
export const localeOf = ({ headers }: Pick<FastifyRequest, 'headers'>) =>
  localeFromHeader(headers['accept-language']);

/** A problem in the language that its request asks for. */
export const problemFor = (request: Asked, error: unknown): Problem =>
  problemOf(error, request.id, {
    locale: localeOf(request),
    isAdmin: request.actor?.isAdmin === true,
  });

/** RFC 9457, section 3.1: `title` and `detail` are negotiated as HTTP negotiates languages. */
export function sendProblem(request: Asked, reply: FastifyReply, problem: Problem): void {
  varyBy(reply, 'Accept-Language');
  void reply
    .code(problem.status)
    .header('content-language', localeOf(request))
    .type('application/problem+json')
    .send(problem);
}
