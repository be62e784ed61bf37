import { parse as parseForm } from 'node:querystring';
import type { Readable } from 'node:stream';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sentence } from '../errors/sentence.js';
import { BeforeHandler } from './before-handler.js';
import { extendRoute } from './extend-route.js';
import { takeSecret } from '../memory/secret-member.js';

/** Enough for a name, a password and an address to continue at, which is all that anonymous callers send. */
const MAX_ANONYMOUS_BYTES = 64 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body, which has not been read yet. */
    unreadBody?: Readable;
  }
}

interface BodyRouteConfig {
  secretBody?: boolean;
  guardedBody?: boolean;
}

/**
 * The route's JSON carries a secret: the member `wrapped_key` is passed on as bytes instead of a string, which could
 * not be zeroed, and the received buffers are zeroed after parsing.
 */
export const SecretBody = () => extendRoute({ secretBody: true } satisfies BodyRouteConfig);

type JsonParser = (
  request: unknown,
  body: Buffer,
  done: (error: Error | null, parsed?: unknown) => void,
) => void;

/**
 * Leaves every body unread until the guards have accepted the request: `ReadBody` reads it then. The server
 * holds no bytes of rejected callers.
 */
export function leaveBodiesUnread(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (request, payload, done) => {
    request.unreadBody = payload;
    done(null, undefined);
  });
}

/** Reads the body of a request that passed its guards, before pipes and parameters see it. */
export class ReadBody extends BeforeHandler {
  readonly #parseJson: JsonParser;

  constructor(fastify: FastifyInstance) {
    super();
    this.#parseJson = fastify.getDefaultJsonParser('error', 'error') as unknown as JsonParser;
  }

  override before(context: ExecutionContext): Promise<void> | void {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    refuseCoded(request, http.getResponse<FastifyReply>());
    const { unreadBody } = request;
    if (unreadBody === undefined) return;
    delete request.unreadBody;
    return this.#read(request, unreadBody).then((body) => void (request.body = body));
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

/**
 * Nothing here unpacks a body: one that comes packed would be kept as it came, as the content of a text file even
 * without anybody noticing (RFC 9110 §8.4, §15.5.16).
 */
function refuseCoded({ headers }: FastifyRequest, reply: FastifyReply): void {
  const coding = headers['content-encoding']?.trim().toLowerCase() ?? '';
  if (coding === '' || coding === 'identity') return;
  void reply.header('accept-encoding', 'identity');
  throw new AppError(
    'platform/unsupported',
    'unsupported',
    sentence`This server does not unpack bodies with the Content-Encoding ${coding.slice(0, 100)}. Send the body as it is, without that header.`,
  );
}

/** A route's own limit applies to everybody, because such a route has a guard before the body. */
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
    sentence`The body of this request is larger than ${maxBytes} bytes. Send less at a time.`,
    { data: { maxBytes } },
  );

const unsupportedType = (type: string) =>
  new AppError(
    'platform/unsupported',
    'unsupported',
    sentence`This route does not accept ${type === '' ? sentence`a body without a Content-Type` : type.slice(0, 100)}. Send application/json.`,
  );

interface LimitedRouteConfig {
  maxBodyBytes?: number;
}

/** Sets a limit of its own for the body of this route. */
export const BodyLimit = (bytes: number) =>
  extendRoute({ maxBodyBytes: bytes } satisfies LimitedRouteConfig);

/** Applies `BodyLimit`; call it before the routes are registered. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    const { maxBodyBytes } = (route.config ?? {}) as LimitedRouteConfig;
    if (maxBodyBytes !== undefined) route.bodyLimit = maxBodyBytes;
  });
}
