import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { People } from '../../src/platform/identity/people.js';
import type { RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire; tests look into it without ceremony. */
export type Wire = ReturnType<typeof JSON.parse>;

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export interface Session {
  readonly session_id: string;
  readonly api_js_url: string;
  readonly config: {
    readonly token: string;
    readonly document: Readonly<Record<string, Wire>> & {
      readonly key: string;
      readonly url: string;
    };
    readonly editorConfig: Readonly<Record<string, Wire>> & { readonly callbackUrl: string };
  };
}

/** Members that name a person. */
const NAMING = ['users', 'userid', 'id'];

/** The same with every name of a person replaced that `names` has. */
function renamed(value: Wire, names: ReadonlyMap<string, string>, member = ''): Wire {
  if (typeof value === 'string')
    return NAMING.includes(member) ? (names.get(value) ?? value) : value;
  if (Array.isArray(value)) return value.map((each: Wire) => renamed(each, names, member));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([key, each]) => [key, renamed(each, names, key)]);
  return Object.fromEntries(members);
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The half of a Document Server that calls us, under the control of a test. */
export class ScriptedDocumentServer {
  readonly secret = 'only-for-tests-only-for-tests-only-for-tests';
  readonly #answers = new Map<string, Answer>();
  /** Paths asked for, in order. */
  readonly asked: string[] = [];

  /** Files asked for. The watch of connections may send commands and conversions at any time. */
  get fetched(): string[] {
    return this.asked.filter((path) => path.startsWith('/cache/files/'));
  }

  readonly commands: Record<string, Wire>[] = [];
  /** The headers of the last command. */
  commandHeaders: IncomingMessage['headers'] = {};
  /** The error number in the answer to commands. */
  errorOf: (command: Record<string, Wire>) => number | Promise<number> = () => 0;
  /** Other answers, by command. */
  answerTo: (command: Record<string, Wire>) => object | undefined = () => undefined;
  #server: Server | undefined;
  /** Account id by username. */
  readonly #people = new Map<string, string>();

  static async start(): Promise<ScriptedDocumentServer> {
    const started = new ScriptedDocumentServer();
    started.#server = createServer((request, response) => started.#serve(request, response));
    await new Promise<void>((done) => started.#server?.listen(0, '127.0.0.1', done));
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server!.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server?.closeAllConnections();
    await new Promise((done) => this.#server?.close(done));
  }

  /** Document Servers know people by the ids of their accounts; from now on tests may write names. */
  async meet(kontor: RunningKontor, ...usernames: readonly string[]): Promise<void> {
    const people = kontor.app.get(People, { strict: false });
    for (const username of usernames) {
      const person = await people.find(username);
      if (person !== undefined) this.#people.set(username, person.id);
    }
  }

  /** Serves `bytes` as the result of one save; the link to it. */
  file(key: string, bytes: string | Buffer, type = 'txt'): string {
    return this.answering(key, type, (_, response) => {
      response.writeHead(200, { 'content-length': Buffer.byteLength(bytes) }).end(bytes);
    });
  }

  /** A link with an answer of the test's own. */
  answering(key: string, type: string, answer: Answer): string {
    const path = `/cache/files/data/${key}_${randomUUID()}/output.${type}/output.${type}`;
    this.#answers.set(path, answer);
    return `${this.url}${path}?md5=x&expires=1&shardkey=${key}&filename=output.${type}`;
  }

  sign(
    claims: object,
    { secret = this.secret, alg = 'HS256', atS = Date.now() / 1000 } = {},
  ): string {
    const iat = Math.floor(atS);
    const signed = `${encode({ alg, typ: 'JWT' })}.${encode({ iat, exp: iat + 300, ...claims })}`;
    const mac = createHmac('sha256', secret).update(signed).digest('base64url');
    return `${signed}.${alg === 'none' ? '' : mac}`;
  }

  /** Posts a callback with both tokens, as the real one does. */
  async post(session: Session, sent: object, url = session.config.editorConfig.callbackUrl) {
    const body: object = renamed(sent, this.#people);
    return this.postRaw(url, { ...body, token: this.sign(body) }, this.sign({ payload: body }));
  }

  async postRaw(url: string, body: object, headerToken?: string, header = 'authorization') {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(headerToken === undefined ? {} : { [header]: `Bearer ${headerToken}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as { error: number }) };
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    this.asked.push(pathname);
    const answer = this.#answers.get(pathname);
    if (answer !== undefined) return answer(request, response);
    if (pathname === '/command') return this.#command(request, response);
    response.writeHead(404).end();
  }

  #command(request: IncomingMessage, response: ServerResponse): void {
    this.commandHeaders = request.headers;
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { token } = JSON.parse(Buffer.concat(chunks).toString()) as { token?: string };
      // As the real one answers; Kontor tries whether it asks for a token at all.
      if (token === undefined) return void response.end('{"error":6}');
      const sent = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
      const claims = renamed(sent, new Map([...this.#people].map(([name, id]) => [id, name])));
      this.commands.push(claims);
      void Promise.resolve(this.errorOf(claims)).then((error) => {
        response.setHeader('content-type', 'application/json');
        const usual = { error, version: '9.3.1.42', keys: ['lost'] };
        response.end(JSON.stringify(renamed(this.answerTo(claims), this.#people) ?? usual));
      });
    });
  }
}
