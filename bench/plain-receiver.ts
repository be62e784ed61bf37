import { createHmac, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * What a document desk costs without any promise: the steps of the example application that ships with the
 * Document Server, in plain Node. It fetches the file, keeps the previous one in a history folder and renames. It
 * does not encrypt, code, sync or decide anything, so that no product with those promises can be faster.
 *
 * Runs as a process of its own (`fork`), with `FOLDER` and `SECRET` in its environment, and sends its port.
 */
const folder = process.env.FOLDER ?? '';
const secret = process.env.SECRET ?? '';
let temporary = 0;

const server = createServer((request, response) => {
  handle(request, response).catch(() => response.writeHead(500).end('{"error":1}'));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://plain');
  const name = url.searchParams.get('name') ?? '';
  if (!/^[a-z0-9.-]+$/.test(name) || !isSigned(request)) return void response.writeHead(403).end();
  if (url.pathname === '/file') return handOut(name, response);
  const body = JSON.parse(await text(request)) as object;
  if (url.pathname === '/callback') await save(name, body as Callback);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(url.pathname === '/session' ? session(name, url.origin) : '{"error":0}');
}

async function handOut(name: string, response: ServerResponse): Promise<void> {
  const path = join(folder, name);
  response.writeHead(200, { 'content-length': (await stat(path)).size });
  await pipeline(createReadStream(path), response);
}

interface Callback {
  readonly key: string;
  readonly status: number;
  readonly url?: string;
}

/** Fetch, write, history folder, rename. */
async function save(name: string, { key, status, url }: Callback): Promise<void> {
  if ((status !== 2 && status !== 6) || url === undefined) return;
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`the file answered ${answer.status}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const path = join(folder, name);
  const fresh = `${path}.${++temporary}`;
  await writeFile(fresh, bytes);
  const history = join(folder, `${name}-history`, String(temporary));
  await mkdir(history, { recursive: true });
  await writeFile(join(history, 'key.txt'), key);
  await rename(path, join(history, 'previous')).catch(() => undefined);
  await rename(fresh, path);
}

function session(name: string, origin: string): string {
  const config = {
    document: { key: `${name}-${++temporary}`, title: name, url: `${origin}/file?name=${name}` },
    editorConfig: { callbackUrl: `${origin}/callback?name=${name}`, mode: 'edit' },
  };
  return JSON.stringify({ ...config, token: sign(config) });
}

function sign(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${mac(signed).toString('base64url')}`;
}

const mac = (signed: string): Buffer => createHmac('sha256', secret).update(signed).digest();

function isSigned({ headers }: IncomingMessage): boolean {
  const token = headers.authorization?.replace('Bearer ', '') ?? '';
  const dot = token.lastIndexOf('.');
  const given = Buffer.from(token.slice(dot + 1), 'base64url');
  const right = mac(token.slice(0, dot));
  return given.length === right.length && timingSafeEqual(given, right);
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
