import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What is wrong with it; nothing unless said. */
export interface Faults {
  /** Another secret for what comes in, for what goes out. */
  readonly inbox?: string;
  readonly outbox?: string;
  readonly jwt?: 'off' | 'outbox-off';
  readonly header?: string;
  readonly clockMs?: number;
  readonly healthcheck?: string;
  /** Of the converter, without fetching anything. */
  readonly converterError?: number;
  /** Members that it adds to every answer that is no error. */
  readonly converterAdds?: object;
  /** It never answers; a function is told that it was asked. */
  readonly converterHangs?: boolean | (() => void);
  /** Paths answered with a status, or with a page. */
  readonly answers?: Readonly<Record<string, number | 'html'>>;
  /** What the converter made; a few bytes that begin like a container unless given. */
  readonly result?: 'missing' | 'html' | 'empty' | 'breaks-off' | Buffer;
  /** The files that it saved, in place of `result`, which is then what the converter made. */
  readonly saved?: Buffer;
  /** Questions that are answered with "not yet" before the result. */
  readonly notYet?: number;
  readonly apiScript?: string;
  /** In front of every path. */
  readonly prefix?: string;
}

type Claims = Record<string, unknown>;

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const macOf = (text: string, secret: string) =>
  createHmac('sha256', secret).update(text).digest('base64url');

const CONVERTED = '/cache/files/data/output.docx';
/** The title of a conversion that the check of connections orders. */
const CHECKED = 'connection-check.txt';

/** A Document Server as far as `kontor doctor` uses it: command service, converter, files, editor script. */
export class TriedDocumentServer {
  readonly secret = 'a-secret-of-more-than-thirty-two-characters';
  faults: Faults = {};
  /** Orders for people's documents, and what was fetched for them. */
  readonly conversions: Claims[] = [];
  readonly sources: Buffer[] = [];
  /** Orders of the check of connections, which comes at any time, between those of people as well. */
  readonly checks: Claims[] = [];
  #server: Server | undefined;
  #scheme = 'http';

  async start(tls?: { readonly key: Buffer; readonly cert: Buffer }): Promise<this> {
    const serve: RequestListener = (request, response) => void this.#serve(request, response);
    this.#server = tls === undefined ? createServer(serve) : createTlsServer(tls, serve);
    this.#scheme = tls === undefined ? 'http' : 'https';
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return this;
  }

  get url(): string {
    const { port } = this.#server!.address() as AddressInfo;
    return `${this.#scheme}://127.0.0.1:${port}${this.faults.prefix ?? ''}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prefix = '', clockMs = 0, answers = {} } = this.faults;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.setHeader('date', new Date(Date.now() + clockMs).toUTCString());
    const { pathname } = new URL(request.url ?? '/', 'http://here');
    if (!pathname.startsWith(prefix)) return void response.writeHead(404).end();
    const path = pathname.slice(prefix.length);
    const status = answers[path] ?? answers['*'];
    if (status === 'html') return page(response);
    if (status !== undefined) return void response.writeHead(status, { location: '/other' }).end();
    if (path === '/converter') return this.#convert(Buffer.concat(chunks), response);
    this.#answer(path, Buffer.concat(chunks), response);
  }

  #answer(path: string, body: Buffer, response: ServerResponse): void {
    if (path === '/command') return json(response, this.#command(body));
    if (path === '/meta/config')
      return json(response, { authorization: { header: this.faults.header ?? 'Authorization' } });
    if (path === '/healthcheck') return void response.end(this.faults.healthcheck ?? 'true');
    if (path.startsWith('/cache/files/')) return this.#result(response, path);
    if (path.endsWith('/api.js')) return void response.end(this.faults.apiScript ?? 'DocsAPI = {}');
    response.writeHead(404).end();
  }

  #command(body: Buffer): object {
    const { claims, error } = this.#open(body, { refused: 6, expired: 7 });
    if (error !== undefined) return { error };
    return claims?.c === 'version' ? { error: 0, version: '9.3.1.42' } : { error: 5 };
  }

  async #convert(body: Buffer, response: ServerResponse): Promise<void> {
    const { claims, error } = this.#open(body, { refused: -8, expired: -8 });
    if (claims === undefined) return json(response, { error });
    const isCheck = claims.title === CHECKED;
    const orders = isCheck ? this.checks : this.conversions;
    orders.push(claims);
    const { converterError, converterAdds, converterHangs, prefix = '' } = this.faults;
    if (typeof converterHangs === 'function') converterHangs();
    if (converterHangs) return;
    if (converterError !== undefined) return json(response, { error: converterError });
    const asked = orders.filter(({ key }) => key === claims.key).length;
    if (asked <= (this.faults.notYet ?? 0))
      return json(response, { endConvert: false, percent: 0, ...converterAdds });
    const source = await this.#fetch(String(claims.url));
    if (source === undefined) return json(response, { error: -4 });
    if (!isCheck) this.sources.push(source);
    const fileUrl = `http://elsewhere.example${prefix}${CONVERTED}?md5=x`;
    json(response, { endConvert: true, percent: 100, fileType: 'docx', fileUrl, ...converterAdds });
  }

  async #fetch(url: string): Promise<Buffer | undefined> {
    const { jwt, header = 'Authorization' } = this.faults;
    const token = this.sign({ payload: { url } });
    const headers = jwt === undefined ? { [header]: `Bearer ${token}` } : undefined;
    const answer = await fetch(url, headers && { headers }).catch(() => undefined);
    return answer?.status === 200 ? Buffer.from(await answer.arrayBuffer()) : undefined;
  }

  #result(response: ServerResponse, path: string): void {
    const { result, saved } = this.faults;
    if (saved !== undefined && path !== CONVERTED) return void response.end(saved);
    if (result === 'missing') return void response.writeHead(403).end();
    if (result === 'html') return page(response);
    if (result === 'breaks-off') {
      response.writeHead(200, { 'content-length': 10_000_000 }).write(Buffer.alloc(1_000_000, 'x'));
      return void setImmediate(() => response.destroy());
    }
    if (Buffer.isBuffer(result)) return void response.end(result);
    response.end(result === 'empty' ? '' : 'PK converted');
  }

  /** With JWT off, what stands in the body counts, whatever token lies beside it. */
  #open(
    body: Buffer,
    errors: { refused: number; expired: number },
  ): { claims?: Claims; error?: number } {
    const plain = JSON.parse(body.toString()) as Claims;
    if (this.faults.jwt === 'off') return { claims: plain };
    const [head, payload, mac] = String(plain.token).split('.');
    const right = macOf(`${head}.${payload}`, this.faults.inbox ?? this.secret);
    if (mac?.length !== right.length || !timingSafeEqual(Buffer.from(mac), Buffer.from(right)))
      return { error: errors.refused };
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Claims;
    const isLate = Number(claims.exp) * 1000 + 60_000 < Date.now() + (this.faults.clockMs ?? 0);
    return isLate ? { error: errors.expired } : { claims };
  }

  /** As it signs what it sends. */
  sign(claims: object): string {
    const now = Math.floor((Date.now() + (this.faults.clockMs ?? 0)) / 1000);
    const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...claims, iat: now, exp: now + 300 })}`;
    return `${signed}.${macOf(signed, this.faults.outbox ?? this.secret)}`;
  }
}

function page(response: ServerResponse): void {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  response.end('<!doctype html><title>Please sign in</title>');
}

function json(response: ServerResponse, value: object): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}
