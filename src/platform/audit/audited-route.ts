import type { FastifyInstance, FastifyRequest } from 'fastify';
import { extendRoute } from '../http/extend-route.js';
import { withOrigin } from '../http/request-origin.js';
import type { AuditAction, AuditEvent, AuditLog, AuditObject } from './audit-log.js';

/** What the action is done to: its type, and the name of the route's parameter (or member of the body) with its id. */
type About = { readonly [type in AuditObject['type']]?: string };

interface AuditedRouteConfig {
  audited?: { readonly action: AuditAction; readonly about: About };
}

/**
 * The route does something that has an entry in the audit log. What succeeds records itself, in its transaction; with
 * this decorator, what is refused or fails has its entry as well.
 */
export const Audited = (action: AuditAction, about: About = {}): MethodDecorator =>
  extendRoute({ audited: { action, about } } satisfies AuditedRouteConfig);

/** Ids of ours and names of providers. Whatever else stands in an address or a body is not written down. */
const ID = /^[\w.:-]{1,64}$/;

/** Nothing was attempted yet: unreadable input, nobody signed in (sign-ins have their own entries), too many requests. */
const NOT_ATTEMPTED = new Set([400, 401, 408, 429, 431]);

/** Gives every refused or failed request of an `@Audited()` route its entry, before the answer is sent. */
export function recordRefusals(fastify: FastifyInstance, log: AuditLog): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    const { audited } = (request.routeOptions.config ?? {}) as AuditedRouteConfig;
    if (audited === undefined || request.isRefusalRecorded === true) return payload;
    const result = resultOf(reply.statusCode, request.failure);
    if (result === undefined) return payload;
    const event: AuditEvent = {
      action: audited.action,
      actor: request.actor?.id ?? null,
      ...objectOf(request, audited.about),
      detail: { why: request.failure ?? `status ${reply.statusCode}` },
    };
    const recorded = withOrigin(request, () => log.recordRefusal(event, result));
    // Whoever is told to come back later is not kept waiting for a database that does not answer.
    if (reply.statusCode !== 503) await recorded;
    return payload;
  });
}

/** A form that is refused leads back to its page, with the reason: only `failure` tells it from one that succeeded. */
function resultOf(status: number, failure: string | undefined): 'refused' | 'failed' | undefined {
  if (status < 400) return failure === undefined ? undefined : 'failed';
  if (NOT_ATTEMPTED.has(status)) return undefined;
  return status === 403 || status === 404 ? 'refused' : 'failed';
}

function objectOf(request: FastifyRequest, about: About): Pick<AuditEvent, 'object'> {
  const [type, name] = Object.entries(about)[0] ?? [];
  if (type === undefined || name === undefined) return {};
  const places = [request.params, request.body, request.query] as (Record<
    string,
    unknown
  > | null)[];
  const id = places.map((place) => place?.[name]).find((each) => typeof each === 'string');
  return typeof id === 'string' && ID.test(id)
    ? { object: { type: type as AuditObject['type'], id } }
    : {};
}
