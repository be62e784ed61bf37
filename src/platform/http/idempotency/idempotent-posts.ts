import { createHmac } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../../errors/app-error.js';
import { sentence } from '../../errors/sentence.js';
import type { Metrics } from '../../health/metrics.js';
import { BeforeHandler } from '../before-handler.js';
import { AnswerInstead } from '../answer-instead.js';
import { incomingBytesOf, isForm, takesStream } from '../stream-body.js';
import { BodyDigest } from './body-digest.js';
import type { Claim, IdempotencyKeys, Standing } from './idempotency-keys.js';

const MAX_KEY = 200;
/** Twice what most requests take on a busy machine. Then the caller gets 409 with Retry-After. */
const MAX_WAIT_MS = 15_000;
const LOOK_MS = 100;
const RENEW_MS = 20_000;
/** Larger answers are not kept; no POST of ours has one. */
const MAX_ANSWER_CHARACTERS = 1024 * 1024;
/** They say that nothing was done and that the same request may succeed later. */
const NOT_KEPT = new Set([401, 408, 409, 423, 425, 429]);
const KEPT_HEADERS = [
  ...(['content-type', 'location', 'etag', 'retry-after'] as const),
  ...(['tus-resumable', 'upload-offset', 'upload-expires'] as const),
];

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request with an `Idempotency-Key`. */
    bodyDigest?: BodyDigest;
    /** While this request is the first with its key. */
    keyClaim?: Claim & { readonly renewing: NodeJS.Timeout };
  }
}

/**
 * Carries out a POST of the API once for each person and `Idempotency-Key`, over all instances, and answers the same
 * request the same way for a day. An answer of 5xx is not kept, nor one that says "later".
 */
export class IdempotentPosts extends BeforeHandler {
  readonly #logger = new Logger('Idempotency');
  readonly #outcomes;

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly secret: Uint8Array,
    metrics: Metrics,
  ) {
    super();
    this.#outcomes = metrics.counter({
      name: 'kontor_idempotent_requests_total',
      help: 'Requests with an Idempotency-Key: first, replayed, refused (another request) or too early.',
      labelNames: ['outcome'],
    });
  }

  /** Call it before any other hook: the body is seen from its first byte on. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onRequest', (request, _reply, done) => {
      if (hasKey(request)) {
        request.bodyDigest = new BodyDigest(this.secret);
        // The boundary of a form is another one each time: of a form, the file is compared.
        if (!isForm(request)) request.bodyDigest.watch(request.raw);
      }
      done();
    });
    fastify.addHook('onSend', async (request, reply, payload) => {
      const { keyClaim } = request;
      if (keyClaim === undefined) return payload;
      delete request.keyClaim;
      clearInterval(keyClaim.renewing);
      await this.#settle(keyClaim, request, { reply, payload }).catch((error: unknown) => {
        // The work is done, and its answer is on the way. The claim ends by itself.
        this.#logger.warn({ err: error, correlationId: request.id });
      });
      return payload;
    });
  }

  override before(context: ExecutionContext): Promise<void> | void {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (request.bodyDigest !== undefined && request.actor !== undefined)
      return this.#first(request);
  }

  async #first(request: FastifyRequest): Promise<void> {
    const claim = await this.#claim(request, keyOf(request));
    this.#outcomes.inc({ outcome: 'first' });
    const renewing = setInterval(() => {
      this.keys.renew(claim).catch((error: unknown) => this.#logger.warn({ err: error }));
    }, RENEW_MS).unref();
    request.keyClaim = { ...claim, renewing };
  }

  /** Throws the kept answer, or why there is none. */
  async #claim(request: FastifyRequest, key: string): Promise<Claim> {
    const keyed = {
      id: this.#digest(request.actor!.id, key),
      request: this.#digest(request.method, request.url),
    };
    const until = performance.now() + MAX_WAIT_MS;
    for (;;) {
      const standing = await this.keys.claim(keyed);
      if (standing.kind === 'claimed') return standing.claim;
      if (standing.request !== keyed.request) throw this.#refused();
      if (standing.kind === 'answered') throw await this.#again(request, standing);
      if (performance.now() > until) {
        this.#outcomes.inc({ outcome: 'too-early' });
        throw stillRunning();
      }
      await delay(LOOK_MS);
    }
  }

  async #again(
    request: FastifyRequest,
    { body, answer }: Extract<Standing, { kind: 'answered' }>,
  ): Promise<unknown> {
    const digest = await wholeBody(request, body.bytes);
    if (digest === undefined || digest.bytes !== body.bytes || digest.text() !== body.body)
      return this.#refused();
    if (answer === undefined) return this.#refused();
    this.#outcomes.inc({ outcome: 'replayed' });
    return new AnswerInstead(answer.status, answer.payload, {
      ...answer.headers,
      'idempotency-replayed': 'true',
    });
  }

  #refused(): AppError {
    this.#outcomes.inc({ outcome: 'refused' });
    return anotherRequest();
  }

  async #settle(
    claim: Claim,
    { bodyDigest }: FastifyRequest,
    { reply, payload }: { readonly reply: FastifyReply; readonly payload: unknown },
  ): Promise<void> {
    const { statusCode: status } = reply;
    const text = payload === undefined || payload === null ? '' : payload;
    const isKept =
      status < 500 &&
      !NOT_KEPT.has(status) &&
      bodyDigest?.isComplete === true &&
      typeof text === 'string' &&
      text.length <= MAX_ANSWER_CHARACTERS;
    if (!isKept) return this.keys.release(claim);
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name);
        return value === undefined ? [] : [[name, String(value)]];
      }),
    );
    const seen = { body: bodyDigest.text(), bytes: bodyDigest.bytes };
    await this.keys.keep(claim, seen, { status, headers, payload: text });
  }

  #digest(...parts: string[]): string {
    return createHmac('sha256', this.secret).update(JSON.stringify(parts)).digest('base64url');
  }
}

/** Desk forms and wire protocols of others have no such header. */
const hasKey = ({ method, headers, url }: FastifyRequest): boolean =>
  method === 'POST' && headers['idempotency-key'] !== undefined && url.startsWith('/api/');

function keyOf({ headers }: FastifyRequest): string {
  const key = headers['idempotency-key'];
  if (typeof key !== 'string' || key === '' || key.length > MAX_KEY) throw badKey();
  return key;
}

/** Reads a file to its end, to know whether it is the same; undefined as soon as it is longer. */
async function wholeBody(request: FastifyRequest, most: number): Promise<BodyDigest | undefined> {
  const digest = request.bodyDigest!;
  if (!takesStream(request)) return digest;
  const { stream } = await incomingBytesOf(request);
  // Not by `for await`: leaving it early would close the connection.
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Uint8Array) => {
      chunk.fill(0);
      if (digest.bytes > most) resolve(undefined);
    });
    stream.on('end', () => resolve(digest)).on('error', reject);
    stream.on('close', () => resolve(undefined));
  });
}

const badKey = () =>
  new AppError(
    'platform/bad-idempotency-key',
    'invalid',
    sentence`The header Idempotency-Key is empty or too long. Send up to ${MAX_KEY} characters, such as a UUID.`,
  );

const anotherRequest = () =>
  new AppError(
    'platform/idempotency-key-reused',
    'unprocessable',
    'This Idempotency-Key came with another request before. Use a new key for each request.',
  );

const stillRunning = () =>
  new AppError(
    'platform/idempotency-key-running',
    'conflict',
    'The first request with this Idempotency-Key is still running. Send it again in a few seconds.',
    { retryAfterSeconds: 5 },
  );
