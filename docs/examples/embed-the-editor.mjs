/**
 * A complete small application that puts the editor into its own page. No dependencies; Node 20 or newer.
 *
 *   KONTOR_URL=http://127.0.0.1:3000 KONTOR_USER=alice KONTOR_PASSWORD=alice node docs/examples/embed-the-editor.mjs
 *
 * Then open http://127.0.0.1:4000. The browser never sees Kontor's token: this server creates the session
 * and hands the browser the signed configuration of one opening, nothing else.
 */
import { createServer } from 'node:http';

const {
  KONTOR_URL = 'http://127.0.0.1:3000',
  KONTOR_USER = 'alice',
  KONTOR_PASSWORD = 'alice',
} = process.env;
const PORT = Number(process.env.PORT ?? 4000);

/** Calls Kontor's API; every failure is a problem document with a code and a sentence to show. */
async function kontor(path, { token, json, ...init } = {}) {
  const headers = {
    ...(token ? { authorization: `Bearer ${token}` } : {}),
    ...(json ? { 'content-type': 'application/json' } : {}),
  };
  const body = json ? JSON.stringify(json) : init.body;
  const response = await fetch(new URL(path, KONTOR_URL), { ...init, headers, body });
  const answer = await response.json();
  if (!response.ok) throw new Error(`${answer.detail} (${answer.code}, ${answer.correlation_id})`);
  return answer;
}

const signIn = async () =>
  (
    await kontor('/api/auth/token', {
      method: 'POST',
      json: { username: KONTOR_USER, password: KONTOR_PASSWORD },
    })
  ).access_token;

const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);

async function listPage() {
  const { documents } = await kontor('/api/documents', { token: await signIn() });
  const items = documents.map(
    ({ id, title }) => `<li><a href="/open/${id}">${escape(title)}</a></li>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>My application</title>
    <h1>Documents</h1><ul>${items.join('')}</ul>`;
}

async function editorPage(documentId) {
  const session = await kontor('/api/eurooffice/session', {
    method: 'POST',
    token: await signIn(),
    json: { file_id: documentId },
  });
  // Titles are other people's text: inside a script element, "<" must not start a tag.
  const config = JSON.stringify(session.config).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(session.config.document.title)}</title>
    <style>html, body { height: 100%; margin: 0 } header { height: 40px } main { height: calc(100% - 40px) }</style>
    <header><a href="/">Back</a></header>
    <main><div id="editor"></div></main>
    <script src="${escape(session.api_js_url)}"></script>
    <script>
      const config = ${config};
      // When somebody else finished a save, the editor asks for a fresh opening: load the page again.
      config.events = { onRequestRefreshFile: () => location.reload(), onRequestClose: () => (location.href = '/') };
      new DocsAPI.DocEditor('editor', config);
    </script>`;
}

async function serve(request, response) {
  try {
    const documentId = /^\/open\/([0-9a-f-]{36})$/.exec(request.url)?.[1];
    const page = documentId ? await editorPage(documentId) : await listPage();
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(error.message);
  }
}

createServer((request, response) => void serve(request, response)).listen(PORT, '127.0.0.1', () =>
  console.log(`The example is ready: http://127.0.0.1:${PORT}`),
);
