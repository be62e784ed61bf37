// An application with people and pages of its own, which lets Kontor do the editing.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { Kontor } from '@kontor/client';
import { Webhook } from 'standardwebhooks';
import { editPage, listPage, signInPage } from './pages.mjs';

const { KONTOR_URL: url = 'http://127.0.0.1:3000', CLIENT_ID, CLIENT_SECRET } = process.env;
const PORT = Number(process.env.PORT ?? 4000);
const APP_URL = process.env.APP_URL ?? `http://127.0.0.1:${PORT}`;
const PASSWORDS = new Map([
  ['alice', 'of alice'],
  ['bob', 'of bob'],
]);
const people = new Map(); // session -> name
const watchers = new Map(); // document -> answers of open pages

const kontor = new Kontor({ url, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET });
const editorScript = await readFile(
  new URL(import.meta.resolve('@kontor/editor/kontor-editor.js')),
);
let webhook;

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
async function hear(request, response) {
  const body = await text(request);
  let event;
  try {
    event = webhook.verify(body, request.headers);
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

/** What the editor element asks for: an opening of one document, by the person who is signed in here. */
async function openSession(person, request, response) {
  const { file_id: id, ...wanted } = JSON.parse(await text(request));
  const language = request.headers['accept-language']; // of the page: in it, a refusal is told
  const session = await kontor.as(person).sessions.open(id, wanted, { language });
  response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(session));
}

const personOf = ({ cookie = '' }) => people.get(/app_session=([\w-]+)/.exec(cookie)?.[1]);

async function serve(request, response) {
  const { method, url: path, headers } = request;
  if (method === 'POST' && path === '/webhook') return hear(request, response);
  if (method === 'POST' && path === '/sign-in') return signIn(request, response);
  if (path === '/kontor-editor.js')
    return response.writeHead(200, { 'content-type': 'text/javascript' }).end(editorScript);
  const person = personOf(headers);
  if (person === undefined) return html(response, signInPage());
  if (method === 'POST' && path === '/session') return openSession(person, request, response);
  const { documents } = kontor.as(person);
  if (method === 'POST' && path === '/new') {
    const made = await documents.create({ title: 'Letter.txt', content: new Blob(['Dear Bob']) });
    return see(response, `/edit/${made.id}`);
  }
  const [, action, id] = /^\/(edit|saves)\/([0-9a-f-]{36})$/.exec(path) ?? [];
  if (action === undefined) {
    const all = [];
    for await (const document of documents.list()) all.push(document);
    return html(response, listPage(person, all));
  }
  const document = await documents.get(id); // fails when this person may not see it
  if (action === 'saves') watch(id, request, response);
  else html(response, editPage(document));
}

const server = createServer((request, response) => {
  serve(request, response).catch((error) => {
    console.error(error.message);
    const { status, code = 'unexpected' } = error; // no status: Kontor did not answer
    response.writeHead(status || 502, { 'content-type': 'application/problem+json' });
    response.end(JSON.stringify({ code, detail: error.message }));
  });
});
server.listen(PORT, '127.0.0.1');
await once(server, 'listening');
const { secret } = await kontor.webhooks.add({
  url: `${APP_URL}/webhook`,
  events: ['version.saved'],
});
webhook = new Webhook(secret);
console.log(`The example is ready: ${APP_URL}`);
