import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export const quoted = (etag: string): string => `"${etag}"`;

/**
 * The etags of a condition, unquoted; nothing else reads them. A proxy that compresses makes a tag weak or appends the
 * coding (`W/"…"`, `"…-gzip"`, `"…;br"`); both are removed, because the tag still names the same content. Values
 * without quotes are accepted.
 */
export function etagsIn(header: string | undefined): readonly string[] | undefined {
  return header
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.replace(/^W\//, '').replace(/^"(.*)"$/, '$1'))
    .map((tag) => tag.replace(/(?:-{1,2}|;)(?:gzip|br|deflate|zstd)$/, ''));
}

/** Whether a condition names this etag, or any. */
export function isKnown(condition: string | undefined, etag: string): boolean {
  const tags = etagsIn(condition) ?? [];
  return tags.includes('*') || tags.includes(etag);
}

/** 128 bits of what is answered: two answers with the same tag are the same. */
const etagOf = (payload: string): string => hash('sha256', payload, 'base64url').slice(0, 22);

/** Gives every JSON that the API reads out an ETag, and answers 304 to whoever has it already. */
export function tagAnswers(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const isTagged =
      isRead &&
      request.url.startsWith('/api/') &&
      reply.statusCode === 200 &&
      typeof payload === 'string' &&
      !reply.hasHeader('etag') &&
      String(reply.getHeader('content-type')).includes('json');
    if (!isTagged) return done(null, payload);
    const etag = etagOf(payload);
    void reply.header('etag', quoted(etag));
    if (!isKnown(request.headers['if-none-match'], etag)) return done(null, payload);
    void reply.code(304).removeHeader('content-type').removeHeader('content-length');
    done(null, null);
  });
}
