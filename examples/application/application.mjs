// An application with people and pages of its own, which lets Kontor do the editing.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { hearOfSaves, kontor } from './kontor.mjs';
import { editPage, framePage, listPage, signInPage } from './pages.mjs';

const PORT = Number(process.env.PORT ?? 4000);
const APP_URL = process.env.APP_URL ?? `http://127.0.0.1:${PORT}`;
const FRAME_URL = process.env.FRAME_URL ?? `http://localhost:${PORT}`;
const PASSWORDS = new Map([
  ['alice', 'of alice'],
  ['bob', 'of bob'],
]);
const people = new Map(); // session -> name
const watchers = new Map(); // document -> answers of open pages
let read; // of webhooks

const html = (response, page) =>
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
const see = (response, location, headers = {}) =>
  response.writeHead(303, { location, ...headers }).end();

async function signIn(request, response) {
  const form = new URLSearchParams(await text(request));
  const name = form.get('name');
  if (!PASSWORDS.has(name) || PASSWORDS.get(name) !== form.get('password'))
    return response.writeHead(403).end('Wrong name or password');
  const session = randomBytes(24).toString('base64url');
  people.set(session, name);
  see(response, '/', { 'set-cookie': `app_session=${session}; HttpOnly; SameSite=Lax; Path=/` });
}

/** Kontor says that a version was saved. Whoever else says so is not believed. */
async function webhook(request, response) {
  const body = await text(request);
  let event;
  try {
    event = read(body, request.headers);
  } catch {
    return response.writeHead(401).end();
  }
  response.writeHead(204).end();
  const { document, version } = event.data;
  for (const page of watchers.get(document.id) ?? [])
    page.write(`data: ${version?.number ?? document.current_version}\n\n`);
}

function watch(id, request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
  const pages = watchers.get(id) ?? new Set();
  watchers.set(id, pages.add(response));
  request.once('close', () => pages.delete(response));
}

async function serve(request, response) {
  const { method, url, headers } = request;
  if (headers.host === new URL(FRAME_URL).host) {
    // Nobody is signed in under this name, and nothing else is served under it.
    if (url !== '/frame') return response.writeHead(404).end();
    response.setHeader('content-security-policy', `frame-ancestors ${APP_URL}`);
    return html(response, framePage(APP_URL));
  }
  if (method === 'POST' && url === '/webhook') return webhook(request, response);
  if (method === 'POST' && url === '/sign-in') return signIn(request, response);
  const person = people.get(/app_session=([\w-]+)/.exec(headers.cookie ?? '')?.[1]);
  if (person === undefined) return html(response, signInPage());
  if (method === 'POST' && url === '/new') {
    const made = await kontor('/api/documents?title=Letter.txt', { person, body: 'Dear Bob' });
    return see(response, `/edit/${made.id}`);
  }
  const [, action, id] = /^\/(edit|saves)\/([0-9a-f-]{36})$/.exec(url) ?? [];
  if (action === 'saves') return watch(id, request, response);
  if (action === 'edit') {
    // Answers 404 when this person may not see it.
    const session = await kontor('/api/eurooffice/session', { person, json: { file_id: id } });
    return html(response, editPage(session, id, FRAME_URL));
  }
  html(response, listPage(person, (await kontor('/api/documents', { person })).documents));
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error.message);
    response.writeHead(502, { 'content-type': 'text/plain' }).end(error.message);
  });
});
server.listen(PORT, '127.0.0.1');
await once(server, 'listening');
read = await hearOfSaves(`${APP_URL}/webhook`);
console.log(`The example is ready: ${APP_URL}`);
