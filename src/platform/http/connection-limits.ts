import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../health/metrics.js';

/** All headers of a request must arrive within this time. */
export const HEADERS_MS = 20_000;
/** How long an idle connection stays open: longer than at balancers, which must be the first to close it. */
export const IDLE_MS = 75_000;
/** How often connections without headers, and bodies, are checked. */
export const LOOK_MS = 2_000;
/** Less than this in `stallMs` counts as no progress: a tenth of what the slowest line carries. */
const MIN_PROGRESS_BYTES = 4 * 1024;
/** Enough for a name and a password. */
const ANONYMOUS_BODY_MS = 30_000;
/** How long a body may go on after its answer was sent: as long as most clients need to notice it. */
const UNWANTED_BODY_MS = 5_000;
/** Far above what one process serves, below the system's limit. */
const MAX_CONNECTIONS = 10_000;

export interface ConnectionLimits {
  readonly connectionsPerAddress: number;
  readonly stallMs: number;
  /** Connections of a proxy are not counted as one caller's. */
  readonly isProxy: (address: string) => boolean;
}

interface Underway {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly beganAtMs: number;
  answeredAtMs: number | undefined;
  /** The bytes received at the last sufficient progress, and its time. */
  seenBytes: number;
  seenAtMs: number;
}

/**
 * Ends requests that make no progress: a body that stops arriving, an answer that the client does not read. There is
 * no limit on the whole time, since an upload over a slow line may take long, and none on the server's own work.
 */
export function limitConnections(
  fastify: FastifyInstance,
  limits: ConnectionLimits,
  counters: { readonly refused: RefusedRequests; readonly metrics: Metrics },
): void {
  new LimitedConnections(limits, counters.refused).watch(fastify, counters.metrics);
}

class LimitedConnections {
  readonly #underway = new Map<Socket, Set<Underway>>();
  readonly #perAddress = new Map<string, number>();
  /** Connections on which a request has arrived. */
  readonly #used = new WeakSet<Socket>();
  #open = 0;

  constructor(
    private readonly limits: ConnectionLimits,
    private readonly refused: RefusedRequests,
  ) {}

  watch(fastify: FastifyInstance, metrics: Metrics): void {
    const { server } = fastify;
    server.maxConnections = MAX_CONNECTIONS;
    server.on('drop', () => this.refused.count('connections'));
    server.on('clientError', ({ code }: NodeJS.ErrnoException) => {
      if (code === 'ERR_HTTP_REQUEST_TIMEOUT') this.refused.count('slow-headers');
    });
    server.on('connection', (socket) => this.#opened(socket));
    server.on('timeout', (socket: Socket) => this.#timedOut(socket));
    fastify.addHook('onRequest', (request, reply, done) => {
      this.#began(request, reply);
      done();
    });
    const timer = setInterval(() => this.#checkBodies(), LOOK_MS).unref();
    fastify.addHook('onClose', (_instance, done) => {
      clearInterval(timer);
      done();
    });
    const open = () => this.#open;
    metrics.gauge({
      name: 'kontor_http_connections',
      help: 'Open connections.',
      collect() {
        this.set(open());
      },
    });
  }

  #opened(socket: Socket): void {
    const address = socket.remoteAddress ?? '';
    const count = (this.#perAddress.get(address) ?? 0) + 1;
    this.#open++;
    this.#perAddress.set(address, count);
    socket.once('close', () => this.#closed(address));
    if (count <= this.limits.connectionsPerAddress || this.limits.isProxy(address)) return;
    this.refused.count('connections');
    socket.destroy();
  }

  #closed(address: string): void {
    this.#open--;
    const left = (this.#perAddress.get(address) ?? 1) - 1;
    if (left > 0) this.#perAddress.set(address, left);
    else this.#perAddress.delete(address);
  }

  #began(request: FastifyRequest, reply: FastifyReply): void {
    const { socket } = request.raw;
    // `inject` has no socket.
    if (!(socket instanceof Socket)) return;
    this.#used.add(socket);
    const now = performance.now();
    const entry: Underway = {
      request,
      reply,
      beganAtMs: now,
      answeredAtMs: undefined,
      seenBytes: socket.bytesRead,
      seenAtMs: now,
    };
    const all = this.#underway.get(socket) ?? new Set();
    this.#underway.set(socket, all.add(entry));
    reply.raw.once('finish', () => (entry.answeredAtMs = performance.now()));
    reply.raw.once('close', () => this.#ended(socket, entry));
  }

  #ended(socket: Socket, entry: Underway): void {
    // The rest of an unread body is still checked.
    if (!entry.request.raw.complete && !socket.destroyed) return;
    const all = this.#underway.get(socket);
    all?.delete(entry);
    if (all?.size === 0) this.#underway.delete(socket);
  }

  /** No traffic for a while: ends the connection, unless the server is still working on the request. */
  #timedOut(socket: Socket): void {
    const entries = [...(this.#underway.get(socket) ?? [])];
    if (entries.length > 0 && !entries.some(({ reply }) => reply.raw.writableLength > 0)) {
      socket.setTimeout(this.limits.stallMs);
      return;
    }
    if (entries.length > 0) this.refused.count('unread-answer');
    else if (!this.#used.has(socket)) this.refused.count('slow-headers');
    socket.destroy();
  }

  #checkBodies(): void {
    const now = performance.now();
    for (const [socket, entries] of this.#underway) {
      for (const entry of entries) {
        if (entry.request.raw.complete || socket.destroyed) this.#tidy(socket, entry);
        else this.#checkBody(socket, entry, now);
      }
    }
  }

  #tidy(socket: Socket, entry: Underway): void {
    if (socket.destroyed || entry.answeredAtMs !== undefined) this.#ended(socket, entry);
  }

  #checkBody(socket: Socket, entry: Underway, now: number): void {
    const { request, answeredAtMs, beganAtMs } = entry;
    if (answeredAtMs !== undefined) {
      if (now - answeredAtMs > UNWANTED_BODY_MS) socket.destroy();
      return;
    }
    if (request.actor === undefined && !isGuarded(request) && now - beganAtMs > ANONYMOUS_BODY_MS) {
      this.#end(socket, entry, 'slow-anonymous-body');
      return;
    }
    const isOurs = request.raw.readableLength >= request.raw.readableHighWaterMark;
    if (isOurs || socket.bytesRead - entry.seenBytes >= MIN_PROGRESS_BYTES) {
      entry.seenBytes = socket.bytesRead;
      entry.seenAtMs = now;
    } else if (now - entry.seenAtMs > this.limits.stallMs) {
      this.#end(socket, entry, 'slow-body');
    }
  }

  #end(socket: Socket, { reply }: Underway, reason: 'slow-body' | 'slow-anonymous-body'): void {
    this.refused.count(reason);
    if (!reply.raw.headersSent) {
      socket.write(
        'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n',
      );
    }
    socket.destroySoon();
  }
}

/** A route with its own body limit checks a capability before it reads the body: the Document Server calls it. */
export const isGuarded = ({ routeOptions, server }: FastifyRequest): boolean =>
  routeOptions.bodyLimit !== server.initialConfig.bodyLimit;

/**
 * Closes connections whose request was running when the server began to close. They would be kept alive for over a
 * minute, and the process with them.
 */
export function endConnectionsOnClose(fastify: FastifyInstance): void {
  let closing = false;
  fastify.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close');
    done();
  });
}

export type Refusal =
  | 'unknown-host'
  | 'rate'
  | 'connections'
  | 'slow-headers'
  | 'slow-body'
  | 'slow-anonymous-body'
  | 'unread-answer';

/** Counts requests and connections that a limit ended. */
export class RefusedRequests {
  readonly #counter;

  constructor(metrics: Metrics) {
    this.#counter = metrics.counter<'reason'>({
      name: 'kontor_http_refused_total',
      help: 'Requests and connections ended by a limit, by which one.',
      labelNames: ['reason'],
    });
  }

  count(reason: Refusal): void {
    this.#counter.inc({ reason });
  }
}
