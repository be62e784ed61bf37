import { readFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { RunningKontor } from './start-kontor.js';

export const BUNDLE = join(import.meta.dirname, '../packages/editor/dist/kontor-editor.js');

/** What the application passes on below `api-url`: the routes that packages/editor/README.md lists. */
const PASSED_ON = [
  /^GET \/api\/eurooffice\/opening\/[^/?]+\?/,
  /^GET \/api\/eurooffice\/history\/[^/?]+(\/\d+)?\?/,
  /^POST \/api\/eurooffice\/history\/[^/?]+\/restore$/,
  /^POST \/api\/eurooffice\/session\/[^/?]+\/errors$/,
  /^PATCH \/api\/documents\/[^/?]+$/,
  /^POST \/api\/documents\?title=[^&]+$/,
  /^GET \/api\/eurooffice\/people\/[^/?]+(\?|$)/,
  /^POST \/api\/eurooffice\/mentions\/[^/?]+$/,
  /^POST \/api\/eurooffice\/(save-as|lend|reference-data)$/,
  /^GET \/api\/eurooffice\/choices\/[^/?]+\?/,
  /^GET \/api\/people\?/,
  /^GET \/api\/documents\/[^/?]+\/shares(\?|$)/,
  /^(PUT|DELETE) \/api\/documents\/[^/?]+\/shares\/(groups\/)?[^/?]+$/,
];

/** What an application needs that passes all of that on. */
const SCOPES = ['sessions', 'documents:read', 'documents:write', 'people:read', 'act-for-people'];

/** Records what the element tells, for the test to read. */
const PAGE_SCRIPT = `import '/kontor-editor.js';
const told = [];
globalThis.told = told;
const query = new URLSearchParams(location.search);
const editor = document.createElement('kontor-editor');
for (const name of ['ready', 'saved', 'saved-as', 'closed', 'error', 'rename', 'open'])
  editor.addEventListener(name, ({ detail }) => told.push({ name, ...detail }));
for (const [name, value] of query) editor.setAttribute(name, value);
if (!query.has('session-url')) editor.setAttribute('session-url', '/kontor/session');
document.querySelector('main').append(editor);
`;
const STYLE = `html, body { block-size: 100%; margin: 0; color-scheme: light dark }
body { display: grid; grid-template-rows: auto 1fr auto; font-family: sans-serif }
header, footer { padding: 8px }
main { min-block-size: 0 }
`;

/** Another application: users of its own, a page with a strict policy, and its server between the page and Kontor. */
export class EmbeddingApplication {
  /** Refuses the next requests to `session-url` with this. */
  refusal: { readonly status: number; readonly body: string } | undefined;
  readonly requests: { readonly route: string; readonly body: string }[] = [];
  readonly #server: Server;
  #key = '';

  private constructor(
    private readonly kontor: RunningKontor,
    readonly editorOrigin: string,
  ) {
    this.#server = createServer(
      (request, response) =>
        void this.#answer(request, response).catch((error: unknown) => {
          response.writeHead(500).end(String(error));
        }),
    );
  }

  /** With `allowed: false`, Kontor's administrator has not given it its origin. */
  static async start(
    kontor: RunningKontor,
    { allowed = true, scopes = SCOPES }: { allowed?: boolean; scopes?: readonly string[] } = {},
  ): Promise<EmbeddingApplication> {
    const editorOrigin = kontor.url.replace('127.0.0.1', 'localhost');
    const application = new EmbeddingApplication(kontor, editorOrigin);
    await new Promise<void>((resolve) => application.#server.listen(0, '127.0.0.1', resolve));
    const admin = (path: string, body: object): Promise<Response> =>
      kontor.fetchAs('admin', `/api/admin/clients${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const made = await admin('', {
      name: `embedding-${new URL(application.url).port}`,
      scopes,
      allowed_origins: allowed ? [application.url] : [],
    });
    const { client_id: id } = (await made.json()) as { client_id: string };
    const key = await admin(`/${id}/keys`, {});
    application.#key = ((await key.json()) as { key: string }).key;
    return application;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    if (pathname === '/kontor-editor.js' || pathname === '/page.js') {
      const script = pathname === '/page.js' ? PAGE_SCRIPT : await readFile(BUNDLE);
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
    }
    if (pathname === '/page.css')
      return void response.writeHead(200, { 'content-type': 'text/css' }).end(STYLE);
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    if (pathname.startsWith('/kontor/')) return this.#pass(request, response);
    response.writeHead(200, { 'content-type': 'text/html', ...this.#headers() }).end(PAGE);
  }

  #headers(): Record<string, string> {
    return {
      'content-security-policy': [
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'",
        `frame-src ${this.editorOrigin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        "require-trusted-types-for 'script'; trusted-types 'none'",
      ].join('; '),
      'cross-origin-opener-policy': 'same-origin',
      // Its own session: whoever comes is signed in as this user, who is called alice in Kontor.
      'set-cookie': 'app-user=alice; HttpOnly; SameSite=Strict; Path=/',
    };
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const body = bytes.toString();
    const { method = 'GET', url = '/', headers } = request;
    const path = url === '/kontor/session' ? '/api/eurooffice/session' : url.slice(7);
    const route = `${method} ${path}`;
    this.requests.push({ route, body });
    const isSession = route === 'POST /api/eurooffice/session';
    if (isSession && this.refusal !== undefined) {
      const { status, body: said } = this.refusal;
      return void response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(said);
    }
    const user = /app-user=(\w+)/.exec(headers.cookie ?? '')?.[1];
    if (user === undefined) return void response.writeHead(401).end();
    if (!isSession && !PASSED_ON.some((pattern) => pattern.test(route)))
      return void response.writeHead(404).end();
    const answer = await fetch(this.kontor.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        'kontor-on-behalf-of': user,
        ...passedOn(headers),
      },
      ...(body !== '' && { body: bytes }),
    });
    const type = answer.headers.get('content-type');
    response.writeHead(answer.status, type === null ? {} : { 'content-type': type });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }
}

/** Kontor has to know them as the page sent them. */
const passedOn = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    (['content-type', 'accept-language'] as const).flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>My application</title>
<link rel="stylesheet" href="/page.css">
<header><h1>My application</h1><button id="before">Before</button></header>
<main></main>
<footer><button id="after">After</button></footer>
<script type="module" src="/page.js"></script>
</html>
`;
