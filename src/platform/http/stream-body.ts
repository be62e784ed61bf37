import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { MultipartFields, MultipartFile } from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { extendRoute } from './extend-route.js';
import { passOn } from './pass-on.js';

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

export const noFile = (): AppError =>
  new AppError('platform/no-file', 'invalid', 'The form has no file. Send it in the field "file".');

/** Only the first one would be kept. */
const severalFiles = (): AppError =>
  new AppError(
    'platform/several-files',
    'invalid',
    'The form has more than one file, and nothing of it was kept. Send each file in a request of its own.',
  );

const encodedPart = (): AppError =>
  new AppError(
    'platform/encoded-part',
    'invalid',
    'A part of the form says that it is encoded (Content-Transfer-Encoding). Send its bytes as they are: without that header, or with the value binary.',
  );

/** They leave the bytes as they are. The parser decodes no others, and RFC 7578 §4.7 wants none in a form. */
const UNENCODED = ['7bit', '8bit', 'binary', ''];

/** Of a browser without script. */
const MOST_FILES = 1_000;

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

/** The files of a form, which may be several: each is to be read before the next one is asked for. */
export const FormFiles = createParamDecorator(
  (_: unknown, context: ExecutionContext): AsyncIterable<IncomingBytes> =>
    formFilesOf(context.switchToHttp().getRequest<FastifyRequest>()),
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

async function* formFilesOf(request: FastifyRequest): AsyncGenerator<IncomingBytes> {
  if (!request.isMultipart()) {
    yield rawBody(request);
    return;
  }
  const files = request.files({ limits: { files: MOST_FILES } });
  try {
    for (let part = await nextFile(request, files); part !== undefined;) {
      yield { stream: part.file, filename: part.filename, declaredBytes: undefined };
      part = await nextFile(request, files);
    }
  } finally {
    // Files behind one that was refused.
    readRest(files);
  }
}

/** An unread part would block the connection. */
function readRest(files: Files): void {
  const readNext = async (): Promise<void> => {
    for (let each = await files.next(); each.done !== true; each = await files.next())
      each.value.file.on('data', (chunk: Uint8Array) => chunk.fill(0)).resume();
  };
  void readNext().catch(() => undefined);
}

async function multipartFile(request: FastifyRequest): Promise<IncomingBytes> {
  const files = request.files();
  const part = await nextFile(request, files);
  if (part === undefined) throw noFile();
  const { filename } = part;
  // It ends once it is known that no other file follows.
  const file = passOn(part.file, { ended: () => refuseRest(files, part) });
  request.bodyDigest?.add(filename);
  const stream = request.bodyDigest?.pass(file) ?? file;
  return { stream, filename, declaredBytes: undefined };
}

type Files = AsyncIterator<MultipartFile, undefined>;

async function nextFile(request: FastifyRequest, files: Files): Promise<MultipartFile | undefined> {
  const part = await parsedFile(request, files);
  if (part === undefined || !hasEncoded(part.fields)) return part;
  part.file.on('data', (chunk: Uint8Array) => chunk.fill(0)).resume();
  readRest(files);
  throw encodedPart();
}

/** Of all parts that came so far, files and texts. */
const hasEncoded = (parts: MultipartFields): boolean =>
  Object.values(parts)
    .flat()
    .some((part) => part !== undefined && !UNENCODED.includes(part.encoding.trim().toLowerCase()));

async function parsedFile(
  request: FastifyRequest,
  files: Files,
): Promise<MultipartFile | undefined> {
  try {
    const { value: part } = await files.next();
    // A form may break off before anybody reads.
    part?.file.on('error', () => undefined);
    return part;
  } catch (error) {
    // An unread rest would keep the connection open, and with it the process at shutdown.
    request.raw.on('data', (chunk: Uint8Array) => chunk.fill(0)).resume();
    // The parser's own errors carry a status; without one the form itself is malformed.
    throw statusOf(error) === undefined ? badForm(error) : error;
  }
}

/** What else is wrong behind the file does not matter. */
async function refuseRest(files: Files, { fields }: MultipartFile): Promise<void> {
  try {
    await files.next();
  } catch (error) {
    if ((error as { code?: unknown }).code === 'FST_FILES_LIMIT') throw severalFiles();
  }
  if (hasEncoded(fields)) throw encodedPart();
}
