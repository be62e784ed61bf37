import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  OneoffixxAnswers,
  type OneoffixxCredentials,
  type OneoffixxAnswersOptions,
  type OneoffixxReply,
} from './oneoffixx-answers.js';

export interface OneoffixxSimulatorOptions extends OneoffixxAnswersOptions {
  readonly host?: string;
  /** By default, or with 0, a free port. */
  readonly port?: number;
  readonly grantPath?: string;
  readonly servicePath?: string;
  /** Creates the server for the listener, for example one with TLS. */
  readonly serverFor?: (listener: RequestListener) => Server;
}

export type OneoffixxStep = 'grant' | 'library' | 'organization' | 'groups' | 'favorites' | 'other';

/** A fault to inject instead of an answer. */
export type OneoffixxFault =
  | {
      readonly status: number;
      readonly json?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The bearer's grant expires now. */
  | 'expired'
  | 'html'
  | 'not-json'
  | 'wrong-shape'
  | 'huge'
  | 'redirect'
  | 'reset'
  /** Never answers. */
  | 'silent';

export interface OneoffixxCall {
  readonly step: OneoffixxStep;
  /** SID of the person the answer is for; null when the request names no known one. */
  readonly sid: string | null;
  readonly status: number;
}

const MAX_FORM_CHARS = 64 * 1024;

/** A simulator of the Oneoffixx backend. */
export class OneoffixxSimulator {
  /** Every answer, oldest first. */
  readonly calls: OneoffixxCall[] = [];
  /** Called before each answer; returns the fault to inject. */
  fault: (step: OneoffixxStep) => OneoffixxFault | undefined = () => undefined;

  readonly #rules: OneoffixxAnswers;
  readonly #grantPath: string;
  readonly #servicePath: string;
  readonly #server: Server;

  private constructor(options: OneoffixxSimulatorOptions) {
    this.#rules = new OneoffixxAnswers(options);
    this.#grantPath = options.grantPath ?? '/ids/connect/token';
    this.#servicePath = options.servicePath ?? '/webapi/api/v1';
    this.#server = (options.serverFor ?? createServer)((request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: OneoffixxSimulatorOptions): Promise<OneoffixxSimulator> {
    const backend = new OneoffixxSimulator(options);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    backend.#server.once('error', reject);
    backend.#server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
    await promise;
    return backend;
  }

  /** Host and port, as ONEOFFIXX_HOSTNAME takes them. */
  get hostname(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    return `${address}:${port}`;
  }

  changeCredentials(credentials: OneoffixxCredentials): void {
    this.#rules.changeCredentials(credentials);
  }

  expireAll(): void {
    this.#rules.expireAll();
  }

  /** Number of successful answers of a step, by SID. */
  succeeded(step: OneoffixxStep): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const call of this.calls) {
      if (call.step !== step || call.status !== 200 || call.sid === null) continue;
      counts.set(call.sid, (counts.get(call.sid) ?? 0) + 1);
    }
    return counts;
  }

  async dispose(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const form = new URLSearchParams(await bodyOf(request));
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const step = this.#stepOf(request.method, url.pathname);
    const fault = this.fault(step);
    if (fault === 'expired') this.#rules.expire(bearer ?? '');
    else if (fault !== undefined) {
      this.calls.push({ step, sid: null, status: statusOf(fault) });
      sendFault(fault, request, response);
      return;
    }
    const query = { path: this.#pathBelow(url.pathname), query: url.searchParams, form, bearer };
    const reply = step === 'grant' ? this.#rules.grant(query) : this.#rules.answer(query);
    this.calls.push({ step, sid: reply.sid, status: reply.status });
    send(response, reply);
  }

  #stepOf(method: string | undefined, path: string): OneoffixxStep {
    if (path === this.#grantPath) return method === 'POST' ? 'grant' : 'other';
    const below = method === 'GET' ? this.#pathBelow(path) : '';
    if (below === '/TenantInfo') return 'library';
    if (below.endsWith('/OrganizationUnits')) return 'organization';
    if (below.endsWith('/TemplateGroups')) return 'groups';
    return below.endsWith('/TemplateFavorites') ? 'favorites' : 'other';
  }

  #pathBelow(path: string): string {
    const base = `${this.#servicePath}/`;
    return path.startsWith(base) ? path.slice(this.#servicePath.length) : '';
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_FORM_CHARS) throw new Error('the form is too large');
  }
  return text;
}

interface Answer extends Omit<OneoffixxReply, 'sid'> {
  readonly headers?: Readonly<Record<string, string>>;
}

function send(response: ServerResponse, { status, json, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(json));
}

const statusOf = (fault: OneoffixxFault): number => (typeof fault === 'object' ? fault.status : 0);

const LOGIN_PAGE = '<!doctype html><title>Anmelden</title><p>Bitte melden Sie sich an.';

function sendFault(
  fault: OneoffixxFault,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (typeof fault === 'object')
    return send(response, { json: { message: 'injected fault' }, ...fault });
  if (fault === 'reset') return void request.socket.resetAndDestroy();
  if (fault === 'silent') return;
  if (fault === 'redirect')
    return void response.writeHead(302, { location: 'https://elsewhere.example/' }).end();
  if (fault === 'wrong-shape') return send(response, { status: 200, json: { surprise: [1] } });
  if (fault === 'huge')
    return void response.writeHead(200, { 'content-type': 'application/json' }).end(HUGE);
  const type = fault === 'html' ? 'text/html; charset=utf-8' : 'application/json';
  response.writeHead(200, { 'content-type': type }).end(fault === 'html' ? LOGIN_PAGE : '{"id":');
}

/** Larger than Kontor accepts. */
const HUGE = Buffer.alloc(9 * 1024 * 1024, ' ');
