// The pages. Titles are other people's text: escaped.
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

/** The element asks `/session` for an opening; the server tells of saves. */
export const editPage = ({ id, title }) =>
  page(
    title,
    `<style>html, body { height: 100%; margin: 0 } kontor-editor { height: 90% }</style>
    <a href="/">Back</a> <output id="saves">not saved yet</output>
    <kontor-editor document-id="${id}" session-url="/session"></kontor-editor>
    <script type="module" src="/kontor-editor.js"></script>
    <script type="module">
      document.querySelector('kontor-editor').addEventListener('closed', () => location.assign('/'));
      new EventSource('/saves/${id}').onmessage = ({ data }) => {
        document.getElementById('saves').textContent = 'saved as version ' + data;
      };
    </script>`,
  );
