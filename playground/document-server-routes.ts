import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';
import { baseUrl } from './incoming-requests.js';
import type { CachedFiles } from './cached-files.js';
import { sendCachedFile } from './cached-files.js';
import type { Commands } from './commands.js';
import { conversionXml, type Conversions } from './conversions.js';
import { editorPage, editorPagePolicy, indexPage } from './editor-page.js';
import { requestParameters, type Parameters } from './incoming-requests.js';
import type { VersionViews, VersionWish } from './version-views.js';

export interface DocumentServerRoutesParts {
  readonly commands: Commands;
  readonly conversions: Conversions;
  readonly files: CachedFiles;
  readonly formats: readonly unknown[];
  readonly maxFileSize: number;
  /** As browsers reach it, where that is not the address of their requests. */
  readonly externalUrl: string | undefined;
  /** Fetches what the editor was given, for its page; undefined without a valid token. */
  readonly take: (token: unknown) => Promise<readonly unknown[] | undefined>;
  readonly versions: VersionViews;
  /** Opens the token of a request. */
  readonly verification: () => { secret: string; now: number };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
}

type Route = (exchange: Exchange) => void | Promise<void>;

const MAX_BODY_BYTES = 1024 * 1024;
const assets = join(projectRoot, 'dist-playground/assets/playground');
const api = '/web-apps/apps/api/documents/api.js';
const frame = '/web-apps/apps/simulator/';

const javascript = 'text/javascript; charset=utf-8';
const html = 'text/html; charset=utf-8';

/** Everything this server answers over plain HTTP. */
export class DocumentServerRoutes {
  readonly #parts: DocumentServerRoutesParts;
  readonly #routes: ReadonlyMap<string, Route>;

  constructor(parts: DocumentServerRoutesParts) {
    this.#parts = parts;
    this.#routes = this.#table();
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const exchange = { request, response, url };
    if (url.pathname.startsWith('/cache/files/')) return this.#file(exchange);
    const route = this.#routes.get(url.pathname);
    if (route) await route(exchange);
    else send(response, 404, { type: 'text/plain', body: 'Not found' });
  }

  #table(): Map<string, Route> {
    const { formats, maxFileSize } = this.#parts;
    return new Map<string, Route>([
      ['/', ({ response }) => send(response, 200, { type: html, body: indexPage })],
      ['/index.html', ({ response }) => send(response, 200, { type: html, body: indexPage })],
      ['/healthcheck', ({ response }) => send(response, 200, { type: 'text/plain', body: 'true' })],
      [
        '/baseurl',
        ({ request, response }) =>
          send(response, 200, { type: 'text/plain', body: baseUrl(request.headers) }),
      ],
      ['/meta/formats', ({ response }) => sendJson(response, formats)],
      ['/meta/config', ({ response }) => sendJson(response, metaConfig(maxFileSize))],
      ['/command', (exchange) => this.#command(exchange)],
      ['/coauthoring/CommandService.ashx', (exchange) => this.#command(exchange)],
      ['/converter', (exchange) => this.#convert(exchange, 'json')],
      ['/ConvertService.ashx', (exchange) => this.#convert(exchange, 'xml')],
      [api, ({ response }) => sendAsset(response, 'api.js', javascript)],
      [`${frame}index.html`, ({ response }) => sendEditorPage(response)],
      [`${frame}take`, (exchange) => this.#take(exchange)],
      [`${frame}version`, (exchange) => this.#version(exchange)],
      [`${frame}version-file`, (exchange) => this.#versionFile(exchange)],
      [`${frame}editor.js`, ({ response }) => sendAsset(response, 'editor.js', javascript)],
      [
        `${frame}editor.css`,
        ({ response }) => sendAsset(response, 'editor.css', 'text/css; charset=utf-8'),
      ],
    ]);
  }

  async #command(exchange: Exchange): Promise<void> {
    const { request, response, url } = exchange;
    if (url.pathname === '/command' && request.method !== 'POST') {
      return send(response, 404, { type: 'text/plain', body: 'Not found' });
    }
    const parameters = await this.#parameters(exchange);
    const { commands } = this.#parts;
    const answer = commands.run(parameters, baseUrl(request.headers));
    const left = new AbortController();
    response.once('close', () => left.abort());
    await commands.untilDue(parameters, left.signal);
    sendJson(response, answer);
  }

  async #convert(exchange: Exchange, preferred: 'json' | 'xml'): Promise<void> {
    const { request, response } = exchange;
    const parameters = await this.#parameters(exchange);
    const answer = await this.#parts.conversions.run(parameters, baseUrl(request.headers));
    const accept = request.headers.accept ?? '';
    const form = accept.includes('json') ? 'json' : accept.includes('xml') ? 'xml' : preferred;
    if (form === 'json') sendJson(response, answer);
    else send(response, 200, { type: 'text/xml; charset=utf-8', body: conversionXml(answer) });
  }

  #take(exchange: Exchange): Promise<void> {
    return this.#fetched<{ token?: unknown }>(exchange, ({ token }) => this.#parts.take(token));
  }

  #version(exchange: Exchange): Promise<void> {
    return this.#fetched<VersionWish>(exchange, (wish) => this.#parts.versions.show(wish));
  }

  #versionFile(exchange: Exchange): Promise<void> {
    const base = this.#parts.externalUrl ?? baseUrl(exchange.request.headers);
    return this.#fetched<VersionWish>(exchange, (wish) => this.#parts.versions.write(wish, base));
  }

  /** For the editor's page: 403 for what the token does not allow, 502 when it could not be fetched. */
  async #fetched<Wish>(
    { request, response }: Exchange,
    find: (wish: Wish) => Promise<object | undefined>,
  ): Promise<void> {
    try {
      const taken = await find(JSON.parse(await bodyOf(request)) as Wish);
      if (taken !== undefined) return sendJson(response, taken);
      send(response, 403, { type: 'text/plain', body: 'Not allowed' });
    } catch {
      send(response, 502, { type: 'text/plain', body: 'Not fetched' });
    }
  }

  #file({ request, response, url }: Exchange): void {
    const found = this.#parts.files.find(decodeURI(url.pathname), url.searchParams);
    if (typeof found === 'number') send(response, found, { type: 'text/plain', body: '' });
    else sendCachedFile(found, { request, response, name: url.pathname });
  }

  async #parameters({ request, url }: Exchange): Promise<Parameters> {
    const body = await bodyOf(request);
    const { authorization } = request.headers;
    return requestParameters(
      { body, query: url.searchParams, authorization },
      this.#parts.verification(),
    );
  }
}

const metaConfig = (maxFileSize: number): object => ({
  authorization: { header: 'Authorization', prefix: 'Bearer ' },
  urls: { api, command: '/command', converter: '/converter', docbuilder: '/docbuilder' },
  limits: { maxFileSize },
  langs: ['de', 'en', 'fr'],
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function send(
  response: ServerResponse,
  status: number,
  { type, body }: { type: string; body: string | Buffer },
): void {
  response
    .writeHead(status, { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' })
    .end(body);
}

const sendJson = (response: ServerResponse, value: unknown): void =>
  send(response, 200, { type: 'application/json', body: JSON.stringify(value) });

function sendEditorPage(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', editorPagePolicy);
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  send(response, 200, { type: html, body: editorPage });
}

async function sendAsset(response: ServerResponse, name: string, type: string): Promise<void> {
  const body = await readFile(join(assets, name)).catch(() => undefined);
  response.setHeader('Cache-Control', 'no-store');
  if (body) send(response, 200, { type, body });
  else
    send(response, 503, {
      type: 'text/plain',
      body: `${name} is not built yet; run npm run build`,
    });
}
