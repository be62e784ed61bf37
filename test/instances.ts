import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request as ask, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavingDocumentServer, type EditorSession } from './fakes/saving-document-server.js';
import { freePorts } from './free-port.js';
import { KontorProcess } from './kontor-process.js';
import { Places } from './places.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';
import { startRedis, type RunningRedis } from './start-redis.js';
import { startTemplateBackend } from './template-backend.js';

/** Several Kontor processes behind one address, with PostgreSQL, Redis, directories and buckets in common. */
export class Instances {
  #balancer: Server | undefined;
  #token = '';

  private constructor(
    readonly all: readonly KontorProcess[],
    readonly url: string,
    readonly documentServer: SavingDocumentServer,
    readonly stores: {
      readonly postgres: RunningPostgres;
      readonly redis: RunningRedis;
      readonly places: Places;
      readonly templates: { stop(): Promise<void> };
    },
    private readonly folder: string,
  ) {}

  /** `env` wins over what all have in common. */
  static async start(count: number, env: Record<string, string> = {}): Promise<Instances> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-instances-'));
    const documentServer = new SavingDocumentServer();
    await documentServer.start();
    const [postgres, redis, places, templates] = await Promise.all([
      startPostgres(),
      startRedis(),
      Places.in(folder),
      startTemplateBackend(),
    ]);
    const url = `http://127.0.0.1:${await freePorts()}`;
    const common = {
      ...places.env,
      ...templates.env,
      DATABASE_URL: await postgres.createDatabase(),
      REDIS_URL: redis.url,
      KONTOR_PUBLIC_URL: url,
      KONTOR_SECRET_FILE: join(folder, 'secret.txt'),
      KONTOR_IDENTITY_FILE: join(folder, 'identity.txt'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
      // One caller is all the load there is.
      KONTOR_REQUESTS_PER_MINUTE: '0',
      ...env,
    };
    const all: KontorProcess[] = [];
    while (all.length < count) {
      const PORT = String(await freePorts());
      const KONTOR_DATA_DIR = join(folder, `instance-${PORT}`, 'data');
      all.push(new KontorProcess({ ...common, PORT, KONTOR_DATA_DIR }));
    }
    const stores = { postgres, redis, places, templates };
    const instances = new Instances(all, url, documentServer, stores, folder);
    return instances.#begin().then(
      () => instances,
      async (error: unknown) => {
        await instances.stop();
        throw error;
      },
    );
  }

  async #begin(): Promise<void> {
    // The first one makes what all share: keys, schema, people.
    for (const instance of this.all) await instance.start('--playground');
    const ports = this.all.map(({ env }) => Number(env.PORT));
    this.#balancer = await balance(ports, Number(new URL(this.url).port));
    this.#token = await this.signIn('admin');
  }

  /** As the administrator, through any instance, or through this one. */
  call(path: string, init: RequestInit = {}, through = this.url): Promise<Response> {
    const headers = { ...(init.headers as object), authorization: `Bearer ${this.#token}` };
    return fetch(`${through}${path}`, { ...init, headers });
  }

  /** A token of that person's. */
  async signIn(username: string, through = this.url): Promise<string> {
    const response = await fetch(`${through}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: username }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }

  postJson(path: string, body: object, through = this.url): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    return this.call(path, { method: 'POST', headers, body: JSON.stringify(body) }, through);
  }

  async createDocument(title: string): Promise<string> {
    const path = `/api/documents?title=${title}`;
    const created = await this.call(path, { method: 'POST', body: 'first' });
    if (created.status !== 201) throw new Error(await created.text());
    return ((await created.json()) as { id: string }).id;
  }

  async open(documentId: string, through = this.url): Promise<EditorSession> {
    const opened = await this.postJson('/api/eurooffice/session', { file_id: documentId }, through);
    if (opened.status !== 201) throw new Error(await opened.text());
    return (await opened.json()) as EditorSession;
  }

  /** What the Document Server gets for a session. */
  fetchFile({ config }: EditorSession): Promise<Response> {
    const { url } = config.document;
    const authorization = `Bearer ${this.documentServer.sign({ payload: { url } })}`;
    return fetch(url, { headers: { authorization } });
  }

  /** One save, delivered once. */
  save(session: EditorSession, text: string, status: 2 | 6) {
    const { key } = session.config.document;
    const fields = { status, filetype: 'txt', user: 'admin' };
    const body = this.documentServer.offer(key, Buffer.from(text), fields);
    return () => this.documentServer.post(session, body);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((instance) => instance.kill()));
    this.#balancer?.closeAllConnections();
    this.#balancer?.close();
    const stores = Object.values(this.stores) as { stop(): Promise<unknown> }[];
    await Promise.all([...stores, this.documentServer].map((one) => one.stop()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** One request after the other to the next instance, whether it is there or not; 502 when it is not. */
async function balance(ports: readonly number[], port: number): Promise<Server> {
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const target = ports[next++ % ports.length];
    const { method, url: path, headers } = incoming;
    const to = { host: '127.0.0.1', port: target, method, path, headers, agent: false };
    const forwarded = ask(to, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.on('error', () => outgoing.destroy()).pipe(outgoing);
    });
    forwarded.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    incoming.pipe(forwarded);
  });
  // Callers keep their connections for a while; one that is closed just then looks like an instance that died.
  server.keepAliveTimeout = 120_000;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
