import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { extendRoute } from './extend-route.js';

const OPAQUE = 'application/octet-stream';

/** What a route marked `@StreamBody()` receives: the bytes as they arrive, never parsed, never buffered. */
export interface IncomingBytes {
  readonly stream: Readable;
  /** The sender's name for the file, when multipart carried one. */
  readonly filename: string | undefined;
  /** Content-Length of a raw body; undefined for multipart and chunked bodies. */
  readonly declaredBytes: number | undefined;
}

/** A form without a boundary, or one that ended before its last boundary. */
export const badForm = (cause: unknown): AppError =>
  new AppError(
    'platform/bad-form',
    'invalid',
    'The form has no boundary or ended early. Send it again, complete, as multipart/form-data.',
    { cause },
  );

const statusOf = (error: unknown): unknown =>
  (error as { statusCode?: unknown } | null)?.statusCode;

interface StreamRouteConfig {
  streamBody?: boolean;
}

/** The route takes bytes of any content type (curl sends forms, browsers guess): the body is handed over as a stream. */
export const StreamBody = () => extendRoute({ streamBody: true } satisfies StreamRouteConfig);

export const BodyBytes = createParamDecorator(
  (_: unknown, context: ExecutionContext): Promise<IncomingBytes> =>
    incomingBytesOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export const takesStream = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as StreamRouteConfig).streamBody === true;

/** The file that the request carries, as its body or in a form. */
export const incomingBytesOf = async (request: FastifyRequest): Promise<IncomingBytes> =>
  request.isMultipart() ? multipartFile(request) : rawBody(request);

/** Media types have no case (RFC 9110 §8.3.1): a form that is not seen as one would be kept with its boundaries. */
export const isForm = ({ headers }: FastifyRequest): boolean =>
  /^multipart\/form-data\s*(?:;|$)/i.test(headers['content-type'] ?? '');

/** Makes Fastify hand the raw stream to routes marked `@StreamBody()`. */
export function acceptStreams(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(OPAQUE, (_request, payload, done) => done(null, payload));
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { streamBody } = request.routeOptions.config as StreamRouteConfig;
    if (streamBody && !isForm(request)) request.headers['content-type'] = OPAQUE;
    done();
  });
}

function rawBody(request: FastifyRequest): IncomingBytes {
  const length = request.headers['content-length'];
  return {
    // Without a body nothing was parsed: the raw stream, which is empty, is used.
    stream: (request.body as Readable | undefined) ?? request.raw,
    filename: undefined,
    declaredBytes: length === undefined ? undefined : Number(length),
  };
}

async function multipartFile(request: FastifyRequest): Promise<IncomingBytes> {
  const part = await request.file().catch((error: unknown) => {
    // An unread rest would keep the connection open, and with it the process at shutdown.
    request.raw.on('data', (chunk: Uint8Array) => chunk.fill(0)).resume();
    // The parser's own errors carry a status; without one the form itself is malformed.
    throw statusOf(error) === undefined ? badForm(error) : error;
  });
  if (part === undefined) {
    throw new AppError(
      'platform/no-file',
      'invalid',
      'The form has no file. Send it in the field "file".',
    );
  }
  const { file, filename } = part;
  request.bodyDigest?.add(filename);
  const stream = request.bodyDigest?.pass(file) ?? file;
  return { stream, filename, declaredBytes: undefined };
}
