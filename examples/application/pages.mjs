// The pages. Titles are other people's text: escaped in HTML, and "<" in a script.
const escape = (text) => text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
const page = (title, body) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escape(title)}</title>${body}`;

export const signInPage = () =>
  page(
    'Sign in',
    `<form method="post" action="/sign-in"><input name="name" aria-label="Name">
    <input name="password" type="password" aria-label="Password"><button>Sign in</button></form>`,
  );

export const listPage = (person, documents) =>
  page(
    'Documents',
    `<h1>Documents of ${escape(person)}</h1><ul>${documents
      .map(({ id, title }) => `<li>${escape(title)} <a href="/edit/${id}">Edit</a></li>`)
      .join('')}</ul><form method="post" action="/new"><button>New</button></form>`,
  );

/** Hands one opening to its frame, listens to that frame alone, and to the server about saves. */
export const editPage = ({ api_js_url, config }, id, frameUrl) =>
  page(
    config.document.title,
    `<style>html, body { height: 100%; margin: 0 } iframe { width: 100%; height: 90%; border: 0 }</style>
    <a href="/">Back</a> <output id="saves">not saved yet</output>
    <iframe id="editor" title="Editor"
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-downloads allow-popups"></iframe>
    <script>
      const opening = ${JSON.stringify({ api_js_url, config }).replaceAll('<', '\\u003c')};
      const frame = document.getElementById('editor');
      addEventListener('message', ({ source, origin, data }) => {
        if (source !== frame.contentWindow || origin !== '${frameUrl}') return;
        if (data === 'ready') source.postMessage(opening, origin);
        if (data === 'onRequestRefreshFile') location.reload();
        if (data === 'onRequestClose') location.href = '/';
      });
      frame.src = '${frameUrl}/frame';
      new EventSource('/saves/${id}').onmessage = ({ data }) => {
        document.getElementById('saves').textContent = 'saved as version ' + data;
      };
    </script>`,
  );

/** Under another host name: the only page that runs the Document Server's script. It has nothing of its own. */
export const framePage = (appUrl) =>
  page(
    'Editor',
    `<style>html, body, #editor { height: 100%; margin: 0 }</style><div id="editor"></div>
    <script>
      const tell = (message) => parent.postMessage(message, '${appUrl}');
      addEventListener('message', ({ source, origin, data }) => {
        if (source !== parent || origin !== '${appUrl}') return;
        const script = document.createElement('script');
        script.src = data.api_js_url;
        const names = ['onRequestRefreshFile', 'onRequestClose'];
        const events = Object.fromEntries(names.map((name) => [name, () => tell(name)]));
        script.onload = () => new DocsAPI.DocEditor('editor', { ...data.config, events });
        document.head.append(script);
      });
      tell('ready');
    </script>`,
  );
