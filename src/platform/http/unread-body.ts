import { parse as parseForm } from 'node:querystring';
import type { Readable } from 'node:stream';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { takeSecret } from '../memory/secret-member.js';

/** A name, a password, an address to go on to: nobody who is not known has more to say. */
const MAX_ANONYMOUS_BYTES = 64 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** What the sender has begun to send and nobody has read yet. */
    unreadBody?: Readable;
  }
}

interface BodyRouteConfig {
  secretBody?: boolean;
  guardedBody?: boolean;
}

/**
 * The route's JSON carries a secret: the member `wrapped_key` arrives as bytes in a block of its own instead of a
 * text, which could not be zeroed, and what was received is zeroed once it was read.
 */
export const SecretBody = () => RouteConfig({ secretBody: true } satisfies BodyRouteConfig);

type JsonParser = (
  request: unknown,
  body: Buffer,
  done: (error: Error | null, parsed?: unknown) => void,
) => void;

/**
 * Leaves every body unread until the guards have let the request pass: `ReadBodyInterceptor` reads it then. A stranger's bytes stay
 * where they are, in the network.
 */
export function leaveBodiesUnread(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request, payload, done) => {
    request.unreadBody = payload;
    done(null, undefined);
  });
}

/** Reads the body of a request that passed its guards, before pipes and parameters see it. */
export class ReadBodyInterceptor implements NestInterceptor {
  readonly #parseJson: JsonParser;

  constructor(fastify: FastifyInstance) {
    this.#parseJson = fastify.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  }

  async intercept(context: ExecutionContext, next: CallHandler) {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { unreadBody } = request;
    if (unreadBody !== undefined) {
      delete request.unreadBody;
      request.body = await this.#read(request, unreadBody);
    }
    return next.handle();
  }

  async #read(request: FastifyRequest, payload: Readable): Promise<unknown> {
    const { secretBody = false } = request.routeOptions.config as BodyRouteConfig;
    const type = mediaTypeOf(request);
    const body = await collect(payload, {
      maxBytes: maxBytesOf(request),
      declared: lengthOf(request),
      wipe: secretBody,
    });
    if (isJson(type)) return this.#json(request, body, secretBody);
    if (type === 'application/x-www-form-urlencoded') return { ...parseForm(body.toString()) };
    if (type === 'text/plain') return body.toString();
    if (body.length === 0) return undefined;
    throw unsupportedType(type);
  }

  async #json(request: FastifyRequest, body: Buffer, secret: boolean): Promise<unknown> {
    const put = secret ? takeSecret(body) : (parsed: unknown) => parsed;
    try {
      return await new Promise((resolve, reject) => {
        this.#parseJson(request, body, (error, parsed) => {
          if (error === null) resolve(put(parsed));
          else reject(error);
        });
      });
    } finally {
      if (secret) body.fill(0);
    }
  }
}

/** A limit of the route's own counts for everybody: whoever sets one has a guard before the body. */
function maxBytesOf(request: FastifyRequest): number {
  const { bodyLimit } = request.routeOptions;
  const { bodyLimit: general = 0 } = request.server.initialConfig;
  return request.actor === undefined && bodyLimit === general ? MAX_ANONYMOUS_BYTES : bodyLimit;
}

async function collect(
  payload: Readable,
  {
    maxBytes,
    declared,
    wipe,
  }: { readonly maxBytes: number; readonly declared: number; readonly wipe: boolean },
): Promise<Buffer> {
  if (declared > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of payload.iterator({
      destroyOnReturn: false,
    }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(maxBytes);
    }
    return Buffer.concat(chunks);
  } finally {
    if (wipe) for (const chunk of chunks) chunk.fill(0);
  }
}

const mediaTypeOf = ({ headers }: FastifyRequest): string =>
  (headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();

const isJson = (type: string): boolean => type === 'application/json' || type.endsWith('+json');

const lengthOf = ({ headers }: FastifyRequest): number => Number(headers['content-length'] ?? 0);

const tooLarge = (maxBytes: number) =>
  new AppError(
    'platform/too-large',
    'too-large',
    `The body of this request may have ${maxBytes} bytes and has more. Send less at a time.`,
    { data: { maxBytes } },
  );

const unsupportedType = (type: string) =>
  new AppError(
    'platform/unsupported',
    'unsupported',
    `This route takes application/json, and got ${type === '' ? 'a body without a Content-Type' : type.slice(0, 100)}.`,
  );

interface LimitedRouteConfig {
  maxBodyBytes?: number;
}

/** Another limit for the body of this route than for those of all others. */
export const BodyLimit = (bytes: number) =>
  RouteConfig({ maxBodyBytes: bytes } satisfies LimitedRouteConfig);

/** Makes it so; before the routes are made. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { maxBodyBytes } = (route.config ?? {}) as LimitedRouteConfig;
    if (maxBodyBytes !== undefined) route.bodyLimit = maxBodyBytes;
  });
}
