import { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../health/metrics.js';

/** Whoever begins a request sends all its headers within this time. */
export const HEADERS_MS = 20_000;
/** A connection without a request; more than balancers keep theirs, who must be the first to close it. */
export const IDLE_MS = 75_000;
/** How often connections without headers, and bodies, are looked at. */
export const LOOK_MS = 2_000;
/** In each span without progress: a tenth of what the thinnest line carries. */
const MIN_PROGRESS_BYTES = 4 * 1024;
/** A name and a password do not take longer. */
const ANONYMOUS_BODY_MS = 30_000;
/** After an answer that came before the body's end: as long as most clients need to notice it. */
const UNWANTED_BODY_MS = 5_000;
/** Far above what one process serves, below what the system lets it open. */
const MAX_CONNECTIONS = 10_000;

export interface ConnectionLimits {
  readonly connectionsPerAddress: number;
  readonly stallMs: number;
  /** Speaks for many: connections of a proxy are not counted as one caller's. */
  readonly isProxy: (address: string) => boolean;
}

interface Underway {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly beganAtMs: number;
  answeredAtMs: number | undefined;
  /** What had come when it last went on well enough, and when that was. */
  seenBytes: number;
  seenAtMs: number;
}

/**
 * Ends what does not go on: a body that stops coming, an answer that nobody takes. By progress, never by the whole
 * time: an honest upload over a thin line takes as long as it takes. Work of ours in between has no limit here.
 */
export function limitConnections(
  fastify: FastifyInstance,
  limits: ConnectionLimits,
  told: { readonly refused: RefusedRequests; readonly metrics: Metrics },
): void {
  new LimitedConnections(limits, told.refused).watch(fastify, told.metrics);
}

class LimitedConnections {
  readonly #underway = new Map<Socket, Set<Underway>>();
  readonly #perAddress = new Map<string, number>();
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
    server.on('timeout', (socket: Socket) => this.#stoodStill(socket));
    fastify.addHook('onRequest', (request, reply, done) => {
      this.#began(request, reply);
      done();
    });
    const timer = setInterval(() => this.#lookAtBodies(), LOOK_MS).unref();
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
    // One that `inject` made up has no line to stand still on.
    if (!(socket instanceof Socket)) return;
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
    // The rest of a body that nobody wants is still looked at.
    if (!entry.request.raw.complete && !socket.destroyed) return;
    const all = this.#underway.get(socket);
    all?.delete(entry);
    if (all?.size === 0) this.#underway.delete(socket);
  }

  /** Nothing came and nothing went for a while: the client's doing, unless it is we who work. */
  #stoodStill(socket: Socket): void {
    const entries = [...(this.#underway.get(socket) ?? [])];
    if (entries.length > 0 && !entries.some(({ reply }) => reply.raw.writableLength > 0)) {
      socket.setTimeout(this.limits.stallMs);
      return;
    }
    if (entries.length > 0) this.refused.count('unread-answer');
    socket.destroy();
  }

  #lookAtBodies(): void {
    const now = performance.now();
    for (const [socket, entries] of this.#underway) {
      for (const entry of entries) {
        if (entry.request.raw.complete || socket.destroyed) this.#tidy(socket, entry);
        else this.#lookAtBody(socket, entry, now);
      }
    }
  }

  #tidy(socket: Socket, entry: Underway): void {
    if (socket.destroyed || entry.answeredAtMs !== undefined) this.#ended(socket, entry);
  }

  #lookAtBody(socket: Socket, entry: Underway, now: number): void {
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

/** A route with a limit of its own has looked at a capability before it reads on: the Document Server calls it. */
export const isGuarded = ({ routeOptions, server }: FastifyRequest): boolean =>
  routeOptions.bodyLimit !== server.initialConfig.bodyLimit;

/**
 * A connection whose request was under way when the server began to close would be kept open for more, for over
 * a minute, and the process with it.
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

/** What strangers and broken clients ran into, for the metrics. */
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
