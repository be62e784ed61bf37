import type { FastifyInstance } from 'fastify';
import { varyBy } from './vary.js';

/** The origins of pages that may use the API: those of applications. Implemented by `access`. */
export abstract class AllowedOrigins {
  abstract allows(origin: string): Promise<boolean>;
}

/** What programs call. Pages, and what Document Servers and desktop programs call, are for no other origin. */
const FOR_PROGRAMS = /^\/(?:api|oauth|\.well-known)\//;

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const REQUEST_HEADERS = [
  ...['Authorization', 'Content-Type', 'Accept-Language', 'Range', 'If-Range', 'If-Match'],
  ...['If-None-Match', 'Idempotency-Key', 'Kontor-On-Behalf-Of', 'Kontor-On-Behalf-Of-Id'],
  ...['Tus-Resumable', 'Upload-Length', 'Upload-Offset', 'Upload-Metadata'],
].join(', ');
/** Beyond those that every page may read (the Fetch standard's CORS-safelisted ones). */
const EXPOSED_HEADERS = [
  ...['ETag', 'Location', 'Content-Disposition', 'Retry-After', 'RateLimit'],
  // A download that was cut goes on where it ended only if its page can read these.
  ...['Accept-Ranges', 'Content-Range', 'Content-Encoding'],
  ...['RateLimit-Policy', 'Idempotency-Replayed', 'WWW-Authenticate', 'X-Correlation-Id'],
  ...['Tus-Resumable', 'Upload-Offset', 'Upload-Length', 'Upload-Expires'],
].join(', ');
/**
 * Browsers ask again after this long. A page of an origin that was taken away can read nothing from the next answer on;
 * until it asks again, what it sends still comes in, with a token that is still good.
 */
const PREFLIGHT_SECONDS = 600;

/**
 * CORS (the Fetch standard) for the pages of applications. They send a token: cookies are never allowed, so a page of
 * another origin cannot act as whoever is signed in here.
 */
export function answerOtherOrigins(fastify: FastifyInstance, origins: AllowedOrigins): void {
  fastify.addHook('onRequest', async ({ method, url, headers }, reply) => {
    if (!FOR_PROGRAMS.test(url)) return;
    // An answer that a cache keeps for one origin is not right for another.
    varyBy(reply, 'Origin');
    const { origin } = headers;
    if (origin === undefined) return;
    const isAllowed = await origins.allows(origin);
    if (isAllowed) {
      void reply.header('access-control-allow-origin', origin);
      void reply.header('access-control-expose-headers', EXPOSED_HEADERS);
    }
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return;
    if (isAllowed) {
      void reply.header('access-control-allow-methods', METHODS);
      void reply.header('access-control-allow-headers', REQUEST_HEADERS);
      void reply.header('access-control-max-age', String(PREFLIGHT_SECONDS));
    }
    // The browser reads the headers, or that there are none; the status only has to be one of success.
    return reply.code(204).send();
  });
}
