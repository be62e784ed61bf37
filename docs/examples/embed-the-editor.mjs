/**
 * A complete small application that puts the editor into its own page. No dependencies; Node 20 or newer.
 *
 *   KONTOR_URL=http://127.0.0.1:3000 KONTOR_USER=alice KONTOR_PASSWORD=alice node docs/examples/embed-the-editor.mjs
 *
 * Then open http://127.0.0.1:4000. The browser never sees Kontor's token: this server creates the session
 * and hands the browser the signed configuration of one opening, nothing else.
 *
 * The Document Server's script is a foreign one. It runs in a frame under a second host name of this server, here
 * http://localhost:4000, where this application has no sessions and no data; in production, give it one of its own.
 */
import { createServer } from 'node:http';

const {
  KONTOR_URL = 'http://127.0.0.1:3000',
  KONTOR_USER = 'alice',
  KONTOR_PASSWORD = 'alice',
} = process.env;
const PORT = Number(process.env.PORT ?? 4000);
const APP_URL = process.env.APP_URL ?? `http://127.0.0.1:${PORT}`;
const FRAME_URL = process.env.FRAME_URL ?? `http://localhost:${PORT}`;
const HTML = { 'content-type': 'text/html; charset=utf-8' };

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

/** The page around the editor: it hands over one opening, and listens to its frame alone. */
async function editorPage(documentId) {
  const session = await kontor('/api/eurooffice/session', {
    method: 'POST',
    token: await signIn(),
    json: { file_id: documentId },
  });
  const { api_js_url, config } = session;
  // Titles are other people's text: inside a script element, "<" must not start a tag.
  const opening = JSON.stringify({ api_js_url, config }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(config.document.title)}</title>
    <style>html, body { height: 100%; margin: 0 } header { height: 40px } iframe { width: 100%; height: calc(100% - 40px); border: 0 }</style>
    <header><a href="/">Back</a></header>
    <iframe id="editor" title="Editor"
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups allow-popups-to-escape-sandbox"
      allow="clipboard-read; clipboard-write; fullscreen"></iframe>
    <script>
      const protocol = 'kontor-editor-frame/1';
      const frame = document.getElementById('editor');
      const opening = ${opening};
      const events = ['onRequestRefreshFile', 'onRequestClose'];
      addEventListener('message', ({ source, origin, data }) => {
        if (source !== frame.contentWindow || origin !== ${JSON.stringify(FRAME_URL)} || data?.protocol !== protocol) return;
        if (data.type === 'ready')
          frame.contentWindow.postMessage({ protocol, type: 'open', events, ...opening }, origin);
        // When somebody else finished a save, the editor asks for a fresh opening: load the page again.
        else if (data.event?.name === 'onRequestRefreshFile') location.reload();
        else if (data.event?.name === 'onRequestClose') location.href = '/';
      });
      frame.src = ${JSON.stringify(`${FRAME_URL}/frame`)};
    </script>`;
}

/** Under the other host name: the only page that runs the Document Server's script. It has nothing of its own. */
const framePage = () => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Editor</title>
    <style>html, body, #editor { height: 100%; margin: 0 }</style>
    <div id="editor"></div>
    <script>
      const protocol = 'kontor-editor-frame/1';
      const app = ${JSON.stringify(APP_URL)};
      const tell = (message) => parent.postMessage({ protocol, ...message }, app);
      addEventListener('message', ({ source, origin, data }) => {
        if (source !== parent || origin !== app || data?.protocol !== protocol || data.type !== 'open') return;
        const script = document.createElement('script');
        script.src = data.api_js_url;
        script.onload = () => {
          const events = Object.fromEntries(
            data.events.map((name) => [name, () => tell({ type: 'event', event: { name } })]),
          );
          new DocsAPI.DocEditor('editor', { ...data.config, events });
        };
        document.head.append(script);
      });
      tell({ type: 'ready' });
    </script>`;

async function serve({ url, headers }, response) {
  try {
    if (headers.host === new URL(FRAME_URL).host) {
      // Nobody is signed in under this name, and nothing else is served under it.
      if (url !== '/frame') return response.writeHead(404).end();
      const onlyHere = { 'content-security-policy': `frame-ancestors ${APP_URL}` };
      return response.writeHead(200, { ...HTML, ...onlyHere }).end(framePage());
    }
    const documentId = /^\/open\/([0-9a-f-]{36})$/.exec(url)?.[1];
    const page = documentId ? await editorPage(documentId) : await listPage();
    // Windows that the editor opens do not get hold of this one.
    response.writeHead(200, { ...HTML, 'cross-origin-opener-policy': 'same-origin' }).end(page);
  } catch (error) {
    response.writeHead(502, { 'content-type': 'text/plain; charset=utf-8' }).end(error.message);
  }
}

createServer((request, response) => void serve(request, response)).listen(PORT, '127.0.0.1', () =>
  console.log(`The example is ready: ${APP_URL}`),
);
