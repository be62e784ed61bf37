import { once } from 'node:events';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';
import { Client } from 'ldapts';
import type { LdapSettings } from './directory.config.js';
import type { Clock } from '../platform/clock/clock.js';

const START_TLS = '1.3.6.1.4.1.1466.20037';

export interface LdapLimits {
  /** Limit for connecting, handshakes included. */
  readonly connectMs: number;
  /** Limit for the answer to one request. */
  readonly operationMs: number;
}

/** An open connection, encrypted and verified according to the settings. */
export async function connectToDirectory(
  settings: LdapSettings,
  limits: LdapLimits,
): Promise<Client> {
  const deadline = AbortSignal.timeout(limits.connectMs);
  return clientOn(await openSocket(settings, limits, deadline), limits);
}

/**
 * ldapts reconnects by itself on the next request, without TLS and without a bind: a password could leave
 * in the clear. So it gets this socket and no other.
 */
function clientOn(socket: Socket, { operationMs }: LdapLimits): Client {
  let given = false;
  const handOver = () => {
    if (given || socket.readyState !== 'open') throw new Error('the connection was closed');
    given = true;
    return socket;
  };
  return new Client({ url: 'ldap://directory', timeout: operationMs, createConnection: handOver });
}

async function openSocket(
  settings: LdapSettings,
  limits: LdapLimits,
  deadline: AbortSignal,
): Promise<Socket> {
  const { host, port, transport } = settings;
  if (transport === 'tls') return secured({ ...tlsOptions(settings), port }, deadline);
  const socket = connect({ host, port });
  await opened(socket, 'connect', deadline);
  if (transport === 'plain') return socket;
  await askForTls(socket, limits, deadline);
  return secured({ ...tlsOptions(settings), socket }, deadline);
}

/**
 * Uses a client of its own, which is discarded: plaintext that an attacker injected into its buffer before
 * encryption began must not be read as an answer later.
 */
async function askForTls(socket: Socket, limits: LdapLimits, deadline: AbortSignal): Promise<void> {
  const destroy = () => socket.destroy();
  deadline.addEventListener('abort', destroy);
  try {
    await clientOn(socket, limits).exop(START_TLS);
  } catch (error) {
    destroy();
    throw error;
  } finally {
    deadline.removeEventListener('abort', destroy);
  }
  socket.removeAllListeners('data');
}

const tlsOptions = ({ host, ca }: LdapSettings): ConnectionOptions => ({
  host,
  // Explicit, because an environment variable can switch it off for the whole process.
  rejectUnauthorized: true,
  ...(isIP(host) === 0 ? { servername: host } : {}),
  ...(ca === undefined ? {} : { ca }),
});

async function secured(options: ConnectionOptions, deadline: AbortSignal): Promise<Socket> {
  const socket = connectTls(options);
  await opened(socket, 'secureConnect', deadline);
  return socket;
}

async function opened(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  try {
    await once(socket, event, { signal });
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw signal.aborted ? new Error('no connection in time', { cause: error }) : error;
  }
}

/** Without this pause, every caller would wait the whole connect timeout for a server that drops packets. */
const REST_AFTER_FAILURE_MS = 1000;

/**
 * One bound connection for all look-ups, opened on first use and reopened after a loss. Concurrent callers share
 * one attempt to open it.
 */
export class KeptConnection {
  #opening: Promise<Client> | undefined;
  #failure: { readonly error: unknown; readonly untilMs: number } | undefined;

  constructor(
    private readonly open: () => Promise<Client>,
    private readonly clock: Clock,
  ) {}

  /** Runs `task`; repeats it once on a new connection if the kept one was lost. */
  async use<Result>(task: (client: Client) => Promise<Result>): Promise<Result> {
    const kept = await this.#opening?.catch(() => undefined);
    if (kept?.isBound !== true) return task(await this.#bound());
    try {
      return await task(kept);
    } catch (error) {
      // Still bound: the server answered with an error. Otherwise the idle connection was dropped.
      if (kept.isBound) throw error;
      return task(await this.#bound());
    }
  }

  async close(): Promise<void> {
    const client = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    await client?.unbind().catch(() => undefined);
  }

  async #bound(): Promise<Client> {
    const seen = this.#opening;
    const client = await seen?.catch(() => undefined);
    if (client?.isBound === true) return client;
    // Another caller has begun to open it.
    if (this.#opening !== seen) return this.#bound();
    if (this.#failure !== undefined && this.clock.monotonicMs() < this.#failure.untilMs) {
      throw this.#failure.error;
    }
    this.#opening = this.#tryToOpen();
    return this.#opening;
  }

  async #tryToOpen(): Promise<Client> {
    try {
      const client = await this.open();
      this.#failure = undefined;
      return client;
    } catch (error) {
      this.#failure = { error, untilMs: this.clock.monotonicMs() + REST_AFTER_FAILURE_MS };
      throw error;
    }
  }
}
