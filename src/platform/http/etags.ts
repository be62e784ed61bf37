import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

export const quoted = (etag: string): string => `"${etag}"`;

/** Codings that proxies append to a tag, with the separator each of them uses. */
const APPENDED = ['gzip', 'br', 'deflate', 'zstd'].flatMap((coding) =>
  ['--', '-', ';'].map((separator) => `${separator}${coding}`),
);

/**
 * The etags of a condition, unquoted; nothing else reads them. A proxy that compresses makes a tag weak or appends the
 * coding (`W/"…"`, `"…-gzip"`, `"…--gzip"`, `"…;br"`): the tag still names the same content. A tag of ours may itself
 * end in `-` (base64url), so such a tag is given in each of its readings, as it was sent first. Values without quotes
 * are accepted.
 */
export function etagsIn(header: string | undefined): readonly string[] | undefined {
  return header
    ?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => part.replace(/^W\//, '').replace(/^"(.*)"$/, '$1'))
    .flatMap(readingsOf);
}

const readingsOf = (tag: string): string[] => [
  tag,
  ...APPENDED.filter((ending) => tag.endsWith(ending)).map((ending) =>
    tag.slice(0, -ending.length),
  ),
];

/** Whether a condition names this etag, or any. */
export function isKnown(condition: string | undefined, etag: string): boolean {
  const tags = etagsIn(condition) ?? [];
  return tags.includes('*') || tags.includes(etag);
}

/** 128 bits of what is answered: two answers with the same tag are the same. */
export const etagOf = (payload: string): string =>
  hash('sha256', payload, 'base64url').slice(0, 22);

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
    // The route of HEAD leaves the text out by itself, and can do that with a text only.
    done(null, request.method === 'HEAD' ? payload : null);
  });
}
