import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import type { ExceptionFilter } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Assets, serveAssets } from './platform/http/assets.js';
import { StepsBeforeHandler, type BeforeHandler } from './platform/http/before-handler.js';
import { clientAddressOf, networkOf } from './platform/http/client-address.js';
import { limitBodies, leaveBodiesUnread, ReadBody } from './platform/http/unread-body.js';
import {
  endConnectionsOnClose,
  limitConnections,
  RefusedRequests,
} from './platform/http/connection-limits.js';
import { FRAME_PATHS } from './desk/index.js';
import { AuditLog } from './platform/audit/audit-log.js';
import { recordRefusals } from './platform/audit/audited-route.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { guardEditorHost, checkHosts } from './platform/http/known-hosts.js';
import { answerOtherOrigins, type AllowedOrigins } from './platform/http/cross-origin.js';
import { tagAnswers } from './platform/http/etags.js';
import { measureForeignNames } from './platform/http/foreign-names.js';
import { measureRequests, logRequests } from './platform/http/observe-requests.js';
import { Metrics } from './platform/health/metrics.js';
import { ProblemFilter } from './platform/http/problem.filter.js';
import { acceptStreams } from './platform/http/stream-body.js';
import type { HttpSettings } from './platform/http/http.config.js';
import { limitRate } from './platform/http/request-rate.js';
import {
  requireStrictInput,
  StrictInputPipe,
  RefuseUndeclaredInput,
} from './platform/http/strict-input.js';
import { addMount, mountOf } from './platform/http/mount.js';
import { rememberOrigin } from './platform/http/request-origin.js';
import { rinseParser } from './platform/memory/parser-rinse.js';
import { setSecurityHeaders } from './platform/http/security-headers.js';

/** What only the whole application has. */
interface OfWholeApp {
  readonly origins?: AllowedOrigins;
  readonly callerRate?: BeforeHandler;
  readonly idempotentPosts?: BeforeHandler;
  /** Of errors that no controller has met. */
  readonly unmetErrors?: ExceptionFilter;
}

/** Hooks, pipes and filter, the same in production and in e2e tests. */
export async function configureApp(
  app: NestFastifyApplication,
  limits: HttpSettings,
  { origins, callerRate, idempotentPosts, unmetErrors = new ProblemFilter() }: OfWholeApp = {},
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  leaveBodiesUnread(fastify);
  const { editorUrl, publicUrl } = app.get(PlatformSettings);
  // Before cookies are parsed: the editor's host must not see any.
  guardEditorHost(fastify, { editorUrl, publicUrl, framePaths: FRAME_PATHS });
  await app.register(cookie);
  // Sizes are bounded while streaming, by the use case that knows the limit; nothing is buffered or spooled.
  await app.register(multipart, {
    limits: { files: 1, fileSize: Infinity, fields: 10, fieldSize: 4096 },
  });
  await limitCallers(app, limits, origins);
  limitBodies(fastify);
  rinseParser(fastify);
  acceptStreams(fastify);
  endConnectionsOnClose(fastify);
  rememberOrigin(fastify);
  recordRefusals(fastify, app.get(AuditLog));
  logRequests(fastify);
  measureRequests(fastify, app.get(Metrics));
  measureForeignNames(app.get(Metrics));
  tagAnswers(fastify);
  setSecurityHeaders(fastify);
  addMount(fastify, mountOf(publicUrl));
  await serveAssets(fastify, app.get(Assets));
  requireStrictInput(app);
  const steps = [callerRate, new ReadBody(fastify), new RefuseUndeclaredInput(), idempotentPosts];
  app.useGlobalInterceptors(new StepsBeforeHandler(steps.filter((step) => step !== undefined)));
  app.useGlobalPipes(new StrictInputPipe());
  app.useGlobalFilters(unmetErrors);
}

const clientLineOf = (request: FastifyRequest): string => networkOf(clientAddressOf(request));

/** Limits host names, request rates, connections, and how long a request may stall. */
async function limitCallers(
  app: NestFastifyApplication,
  { hosts, requestsPerMinute, connectionsPerAddress, stallMs, isProxy }: HttpSettings,
  origins: AllowedOrigins | undefined,
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  const refused = new RefusedRequests(metrics);
  limitConnections(fastify, { connectionsPerAddress, stallMs, isProxy }, { refused, metrics });
  checkHosts(fastify, hosts, refused);
  // Before the limit, so that a page of an application can read that it was reached.
  if (origins !== undefined) answerOtherOrigins(fastify, origins);
  await limitRate(fastify, requestsPerMinute, { refused, addressOf: clientLineOf });
}
