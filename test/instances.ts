import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, request as ask, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavingDocumentServer, type EditorSession } from './fakes/saving-document-server.js';
import { freePorts } from './free-port.js';
import { KontorProcess } from './kontor-process.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';
import { startRedis, type RunningRedis } from './start-redis.js';

const PROVIDERS = 6;

/** Several Kontor processes behind one address, with PostgreSQL, Redis and six providers in common. */
export class Instances {
  private constructor(
    readonly all: readonly KontorProcess[],
    readonly url: string,
    readonly documentServer: SavingDocumentServer,
    readonly redis: RunningRedis,
    private readonly rest: {
      readonly folder: string;
      readonly balancer: Server;
      readonly postgres: RunningPostgres;
      readonly token: string;
    },
  ) {}

  static async start(count: number): Promise<Instances> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-instances-'));
    const documentServer = new SavingDocumentServer();
    await documentServer.start();
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
    const [DATABASE_URL, KONTOR_STORAGE] = await Promise.all([
      postgres.createDatabase(),
      providersIn(folder),
    ]);
    const publicPort = await freePorts();
    const url = `http://127.0.0.1:${publicPort}`;
    const ports: number[] = [];
    for (let i = 0; i < count; i++) ports.push(await freePorts());
    const all = ports.map(
      (port) =>
        new KontorProcess({
          PORT: String(port),
          DATABASE_URL,
          REDIS_URL: redis.url,
          KONTOR_STORAGE,
          KONTOR_PUBLIC_URL: url,
          KONTOR_DATA_DIR: join(folder, `instance-${port}`, 'data'),
          KONTOR_SECRET_FILE: join(folder, 'secret.txt'),
          KONTOR_IDENTITY_FILE: join(folder, 'identity.txt'),
          EUROOFFICE_URL: documentServer.url,
          EUROOFFICE_JWT_SECRET: documentServer.secret,
        }),
    );
    // The first one makes what all share: keys, schema, people.
    for (const instance of all) await instance.start('--playground');
    const balancer = await balance(ports, publicPort);
    const token = await signIn(url);
    return new Instances(all, url, documentServer, redis, { folder, balancer, postgres, token });
  }

  /** As the administrator, through any instance, or through this one. */
  call(path: string, init: RequestInit = {}, through = this.url): Promise<Response> {
    const headers = { ...(init.headers as object), authorization: `Bearer ${this.rest.token}` };
    return fetch(`${through}${path}`, { ...init, headers });
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

  /** One save, told once. */
  save(session: EditorSession, text: string, status: 2 | 6) {
    const { key } = session.config.document;
    const fields = { status, filetype: 'txt', user: 'admin' };
    const body = this.documentServer.offer(key, Buffer.from(text), fields);
    return () => this.documentServer.post(session, body);
  }

  /** A provider that fails in all it is asked, until the returned function is called. */
  async withoutProvider(number: number): Promise<() => Promise<void>> {
    const place = join(this.rest.folder, `provider-${number}`);
    await rename(place, `${place}-away`);
    await writeFile(place, '');
    return async () => {
      await rm(place);
      await rename(`${place}-away`, place);
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((instance) => instance.kill()));
    this.rest.balancer.closeAllConnections();
    this.rest.balancer.close();
    await Promise.all([this.documentServer.stop(), this.rest.postgres.stop(), this.redis.stop()]);
    await rm(this.rest.folder, { recursive: true, force: true });
  }
}

async function providersIn(folder: string): Promise<string> {
  const file = join(folder, 'storage.json');
  const names = Array.from({ length: PROVIDERS }, (_, i) => `provider-${i}`);
  for (const name of names) await mkdir(join(folder, name));
  const providers = names.map((name) => ({ name, url: `file://${join(folder, name)}` }));
  await writeFile(file, JSON.stringify({ k: 4, m: 2, min_durable: 5, providers }));
  return file;
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

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"username":"admin","password":"admin"}',
  });
  return ((await response.json()) as { access_token: string }).access_token;
}
