import { RouteConfig, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { takeSecret } from './secret-member.js';

interface SecretRouteConfig {
  secretBody?: boolean;
}

/** It takes bytes as well as text, whatever its type says. */
type Parser = (
  request: unknown,
  body: Buffer,
  done: (error: Error | null, parsed?: unknown) => void,
) => void;

/**
 * The route's JSON carries a secret: the member `wrapped_key` arrives as bytes in a block of its own instead of a
 * text, which could not be zeroed, and what was received is zeroed once it was read.
 */
export const SecretBody = () => RouteConfig({ secretBody: true } satisfies SecretRouteConfig);

/** Makes it so. Other routes get their JSON as ever. */
export function keepSecretsOutOfText(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const { bodyLimit = 0 } = fastify.initialConfig;
  const parse = fastify.getDefaultJsonParser('error', 'error') as unknown as Parser;
  app.useBodyParser('application/json', { bodyLimit }, (request, body, done) => {
    if (!isSecret(request)) return parse(request, body, done);
    const put = takeSecret(body);
    parse(request, body, (error, parsed) => {
      body.fill(0);
      done(error, put(parsed));
    });
  });
  fastify.addHook('preParsing', (request, _reply, payload, done) => {
    if (isSecret(request)) wipeAtEnd(payload);
    done(null, payload);
  });
}

/** The chunks are joined when the last one came; whoever does it listens by then. */
function wipeAtEnd(payload: NodeJS.ReadableStream): void {
  const chunks: Uint8Array[] = [];
  payload.on('data', (chunk: Uint8Array) => chunks.push(chunk));
  payload.once('end', () => queueMicrotask(() => chunks.forEach((chunk) => chunk.fill(0))));
}

const isSecret = (request: Pick<FastifyRequest, 'routeOptions'>): boolean =>
  (request.routeOptions.config as SecretRouteConfig).secretBody === true;
