import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { LOCALES } from '../language/locale.js';
import { MESSAGES } from '../language/messages.js';
import { Icon } from './icon.js';
import { Initials } from './people.js';
import { useMessages, useViewer, ViewerProvider, type Viewer } from './viewer.js';

/** Address of a built script or style, with its content's hash. */
export type AssetUrl = (path: string) => string;

export interface Page {
  readonly title: string;
  /** The page's own script in `client/`, if it has one. */
  readonly script?:
    | 'documents'
    | 'document'
    | 'wizard'
    | 'editor'
    | 'private-editor'
    | 'status'
    | 'give'
    | 'administration'
    | 'keys'
    | 'passkeys';
  /** For private documents: the code that works with people's keys. */
  readonly keyScript?: 'private-document';
  readonly body: ComponentChildren;
  /** `bare`: no header, no footer (the editor). `quiet`: nothing to navigate to (signing in). */
  readonly frame?: 'bare' | 'quiet';
  /** The data of pages that refresh themselves: the page is sent again when it changes. */
  readonly basis?: unknown;
}

export interface LayoutProps {
  readonly page: Page;
  readonly asset: AssetUrl;
  /** Hash of what the page shows; the script polls for changes with it. */
  readonly tag: string | undefined;
}

const ICON =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><g fill="none" stroke="#3a5fc8" stroke-width="2">' +
      '<path d="M6 4h10v11H6z"/><path d="M2 15h20M5 15v6M19 15v6"/></g></svg>',
  );

export function Layout({ page, asset, tag }: LayoutProps) {
  const messages = useMessages();
  const { locale } = useViewer();
  return (
    <html lang={locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>
          {page.title === messages.product ? page.title : `${page.title} · ${messages.product}`}
        </title>
        <link rel="icon" href={ICON} type="image/svg+xml" />
        <link rel="stylesheet" href={asset('desk/desk.css')} />
        {[page.script, page.keyScript].map(
          (script) => script && <script type="module" src={asset(`desk/${script}.js`)} />,
        )}
      </head>
      <body
        class={`frame-${page.frame ?? 'full'}`}
        data-tag={tag}
        data-passphrase-worker={usesKeys(page) ? asset('desk/passphrase-worker.js') : undefined}
      >
        {page.frame === 'bare' ? page.body : <Framed page={page} />}
        {page.script && <RawJson id="messages" json={textsForScript(messages.client)} />}
      </body>
    </html>
  );
}

const usesKeys = ({ script, keyScript }: Page): boolean =>
  keyScript !== undefined || script === 'keys' || script === 'private-editor';

function Framed({ page }: { page: Page }) {
  const messages = useMessages();
  return (
    <>
      <a class="skip-link" href="#content">
        {messages.skip}
      </a>
      {page.frame !== 'quiet' && <Header />}
      <main id="content" tabIndex={-1}>
        {page.body}
      </main>
      <div
        id="toast"
        class="toast"
        role="status"
        aria-live="polite"
        aria-label={messages.notices}
      />
      <Footer />
    </>
  );
}

function Header() {
  const messages = useMessages();
  const { actor } = useViewer();
  return (
    <header class="site-header">
      <div class="site-header-inner">
        <a class="brand" href="/">
          <Mark />
          {messages.product}
        </a>
        {actor && (
          <nav aria-label={messages.mainMenu}>
            <NavLink href="/" text={messages.menu.documents} />
            {actor.isAdmin && <NavLink href="/status" text={messages.menu.status} />}
          </nav>
        )}
        {actor && <Account />}
      </div>
    </header>
  );
}

function NavLink({ href, text }: { href: string; text: string }) {
  const { path } = useViewer();
  const here = path.split('?')[0] === href;
  return (
    <a href={href} aria-current={here ? 'page' : undefined}>
      {text}
    </a>
  );
}

function Account() {
  const messages = useMessages();
  const { actor } = useViewer();
  if (actor === undefined) return null;
  return (
    <div class="account">
      <button class="account-open" popovertarget="account">
        <span class="visually-hidden">{messages.menu.account}: </span>
        {/* The sign-in knows nothing of pictures: where there is none, the initials stay. */}
        <Initials person={{ ...actor, pictureId: actor.id }} />
        <span class="account-name">{actor.displayName}</span>
      </button>
      <div id="account" class="menu" popover="auto">
        <p class="menu-head">
          {actor.displayName}
          <small>{actor.username}</small>
        </p>
        <a class="menu-item" href="/notifications">
          {messages.menu.notifications}
        </a>
        <a class="menu-item" href="/account">
          {messages.account.title}
        </a>
        <a class="menu-item" href="/keys">
          {messages.private.title}
        </a>
        <a class="menu-item" href="/account/password">
          {messages.ownPassword.password}
        </a>
        <a class="menu-item" href="/account/second-factor">
          {messages.secondFactor.title}
        </a>
        {actor.isAdmin && (
          <a class="menu-item" href="/admin">
            {messages.menu.admin}
          </a>
        )}
        <form method="post" action="/logout">
          <button class="menu-item">{messages.menu.signOut}</button>
        </form>
      </div>
    </div>
  );
}

/** Each language is named in itself, so that everybody finds their own. */
function Footer() {
  const messages = useMessages();
  const { locale, path, actor } = useViewer();
  // Before the sign-in no choice can be stored: the page is requested again in the other language.
  const way = actor
    ? ({ method: 'post', action: '/language' } as const)
    : ({ method: 'get', action: '/login' } as const);
  return (
    <footer class="site-footer">
      <form class="languages" {...way} aria-label={messages.languages}>
        <input type="hidden" name={actor ? 'back' : 'next'} value={actor ? path : nextOf(path)} />
        {LOCALES.map((each) => (
          <button name="locale" value={each} lang={each} aria-pressed={each === locale}>
            {MESSAGES[each].language}
          </button>
        ))}
      </form>
    </footer>
  );
}

const nextOf = (path: string): string => new URLSearchParams(path.split('?')[1]).get('next') ?? '/';

export const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
    <path class="mark-sheet" d="M6 4.5h9.5V15H6z" />
    <path class="mark-desk" d="M2.5 15h19M5 15v5M19 15v5" />
  </svg>
);

/** A link that looks like a button. */
export const LinkButton = (props: { href: string; text: string; icon?: 'back' | 'download' }) => (
  <a class="button" href={props.href}>
    {props.icon && <Icon name={props.icon} />}
    {props.text}
  </a>
);

// Inside a script element these could end it or break old parsers; as escapes they are still valid JSON.
const DANGEROUS: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

export const jsonForScript = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (letter) => DANGEROUS[letter] ?? letter);

/** Of each language once: they are most of many a page. */
const writtenTexts = new WeakMap<object, string>();

function textsForScript(texts: object): string {
  const json = writtenTexts.get(texts) ?? jsonForScript(texts);
  writtenTexts.set(texts, json);
  return json;
}

/** Data for the page's script. Not code: browsers never run a script of this type. */
export const JsonData = ({ id, value }: { id: string; value: unknown }) => (
  <RawJson id={id} json={jsonForScript(value)} />
);

const RawJson = ({ id, json }: { id: string; json: string }) => (
  <script
    type="application/json"
    id={id}
    // The only raw markup of the pages: the text of a script must not be entity-escaped.
    dangerouslySetInnerHTML={{ __html: json }}
  />
);

/** The whole page as one viewer sees it. */
export const renderPage = (props: LayoutProps, viewer: Viewer): string =>
  `<!doctype html>${renderToString(
    <ViewerProvider value={viewer}>
      <Layout {...props} />
    </ViewerProvider>,
  )}`;
