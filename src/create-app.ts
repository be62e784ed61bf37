import { randomUUID } from 'node:crypto';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.js';
import { configureApp } from './configure-app.js';
import { trustedProxiesOf } from './platform/config/platform.config.js';
import type { Env } from './platform/config/settings.js';
import { trustProxies } from './platform/http/client-address.js';
import { settingsOf } from './settings.js';

/** JSON bodies only; files are streamed past this limit. The largest is a callback with a long history. */
const MAX_JSON_BYTES = 4 * 1024 * 1024;

/** The whole application from one environment, ready to listen. Used by `start.ts` and by the e2e tests. */
export async function createApp(env: Env, logger: LoggerService): Promise<NestFastifyApplication> {
  const root = await modules(env);
  const adapter = new FastifyAdapter({
    genReqId: () => randomUUID(),
    bodyLimit: MAX_JSON_BYTES,
    trustProxy: trustProxies(trustedProxiesOf(env)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger,
    abortOnError: false,
  });
  await configureApp(app);
  return app;
}

/** The playground is loaded in its own profile and nowhere else: production never sees its code. */
async function modules(env: Env): Promise<DynamicModule> {
  if (env.KONTOR_PROFILE !== 'playground') return AppModule.with(settingsOf(env));
  const { PlaygroundModule, playgroundDefaults } = await import('./playground/index.js');
  const completed = playgroundDefaults(env);
  return AppModule.with(settingsOf(completed), PlaygroundModule.from(completed));
}
