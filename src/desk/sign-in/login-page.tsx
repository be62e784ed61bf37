import { Mark, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import type { Locale } from '../../platform/identity/actor.js';
import type { Messages } from '../language/messages.js';

export type LoginError = 'wrong' | 'knownPassword' | 'notYourName' | 'tooMany' | 'failed';

export interface LoginView {
  /** The path to open afterwards, on this server. */
  readonly next: string;
  readonly username: string;
  readonly error: LoginError | undefined;
  /** The command with which the administrator can help. */
  readonly command?: string | undefined;
  readonly playground: boolean;
  /** Chosen on this page; stored once the person has signed in. */
  readonly locale: Locale | undefined;
}

export const loginPage = (view: LoginView, messages: Messages): Page => ({
  title: messages.login.title,
  frame: 'quiet',
  body: <Login {...view} />,
});

function Login({ next, username, error, command, playground, locale }: LoginView) {
  const messages = useMessages();
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {messages.product}
      </p>
      <h1>{messages.login.title}</h1>
      <p class="lead">{messages.login.lead}</p>
      <form method="post" action="/login" class="stack">
        <input type="hidden" name="next" value={next} />
        {locale && <input type="hidden" name="locale" value={locale} />}
        {error && (
          <p class="error-message" role="alert" id="login-error">
            {messages.login[error]}
          </p>
        )}
        {command && (
          <p class="hint">
            {messages.login.forAdministrator} <code>{command}</code>
          </p>
        )}
        <label class="field">
          {messages.login.username}
          <input
            name="username"
            value={username}
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={200}
            autofocus={username === ''}
          />
        </label>
        <label class="field">
          {messages.login.password}
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxLength={1000}
            autofocus={username !== ''}
            aria-describedby={error && 'login-error'}
          />
        </label>
        <button class="button primary wide">{messages.login.submit}</button>
      </form>
      <p class="hint">{playground ? messages.login.playground : messages.login.local}</p>
    </section>
  );
}
