import type { FastifyInstance } from 'fastify';

/** The policy of every page: own scripts, styles and requests only, in no frame. */
const OWN_PAGES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'frame-src': undefined,
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'form-action': "'self'",
  'base-uri': "'none'",
  'frame-ancestors': "'none'",
} as const;
type Directive = keyof typeof OWN_PAGES | 'worker-src';

/** The policy of every page with `changes`. A directive that is `undefined` is left out, so `default-src` applies. */
export const contentSecurityPolicy = (
  changes: Partial<Record<Directive, string | undefined>> = {},
): string =>
  Object.entries({ ...OWN_PAGES, ...changes })
    .filter(([, sources]) => sources !== undefined)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');

const POLICY_OF_OWN_PAGES = contentSecurityPolicy();

/** Strict everywhere; a route that needs more (the editor page) sets its own policy before this hook runs. */
export function setSecurityHeaders(fastify: FastifyInstance): void {
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    if (!reply.hasHeader('content-security-policy'))
      void reply.header('content-security-policy', POLICY_OF_OWN_PAGES);
    void reply.header('x-content-type-options', 'nosniff');
    if (!reply.hasHeader('referrer-policy')) void reply.header('referrer-policy', 'same-origin');
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    void reply.header('cross-origin-opener-policy', 'same-origin');
    // The editor's host may be of the same site: its pages load nothing of ours with people's cookies.
    if (!reply.hasHeader('cross-origin-resource-policy'))
      void reply.header('cross-origin-resource-policy', 'same-origin');
    void reply.header('origin-agent-cluster', '?1');
    done(null, payload);
  });
}
