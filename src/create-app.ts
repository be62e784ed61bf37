import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { unmetErrorsOf } from './desk/index.js';
import { configureApp } from './configure-app.js';
import { publicUrlOf, trustedProxiesOf } from './platform/config/platform.config.js';
import type { Env } from './platform/config/settings.js';
import { trustProxies } from './platform/http/client-address.js';
import { AllowedOrigins } from './platform/http/cross-origin.js';
import { CallerCounts } from './platform/http/caller-counts.js';
import { CallerRate } from './platform/http/caller-rate.js';
import { Metrics } from './platform/health/metrics.js';
import { HEADERS_MS, IDLE_MS, LOOK_MS } from './platform/http/connection-limits.js';
import { mountOf, withoutMount } from './platform/http/mount.js';
import { answerUnroutable, routableAddress } from './platform/http/unroutable.js';
import { ConditionalChanges } from './platform/http/conditional-changes.js';
import { IdempotencyKeys } from './platform/http/idempotency/idempotency-keys.js';
import { IdempotentPosts } from './platform/http/idempotency/idempotent-posts.js';
import type { HttpSettings } from './platform/http/http.config.js';
import { settingsOf } from './settings.js';

/** JSON bodies only; files are streamed past this limit. A callback has a limit of its own. */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/**
 * The whole application from one environment, ready to listen. Used by `start.ts`, by `KontorModule` and by the e2e
 * tests. A logger becomes that of the whole process; without one the process keeps the one it has.
 */
export async function createApp(env: Env, logger?: LoggerService): Promise<NestFastifyApplication> {
  const settings = settingsOf(env);
  const limits = settings.http as HttpSettings;
  const withoutPath = withoutMount(mountOf(publicUrlOf(env)));
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    rewriteUrl: (request: IncomingMessage) => withoutPath({ url: routableAddress(request) }),
    ...answerUnroutable,
    bodyLimit: MAX_JSON_BYTES,
    connectionTimeout: limits.stallMs,
    keepAliveTimeout: IDLE_MS,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOK_MS },
    trustProxy: trustProxies(trustedProxiesOf(env)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings), adapter, {
    ...(logger && { logger }),
    abortOnError: false,
    bodyParser: false,
  });
  const idempotentPosts = app.get(IdempotentPosts);
  // It sees bodies from their first byte, and answers in place of routes once their body is read.
  idempotentPosts.watch(adapter.getInstance());
  await configureApp(app, limits, {
    origins: app.get(AllowedOrigins),
    callerRate: new CallerRate(app.get(CallerCounts), limits, app.get(Metrics)),
    idempotentPosts,
    unmetErrors: unmetErrorsOf(app),
  });
  app.useGlobalInterceptors(
    new ConditionalChanges(adapter.getInstance(), app.get(IdempotencyKeys)),
  );
  return app;
}
