import { Mark, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import type { Locale } from '../../platform/identity/actor.js';
import { PasskeyForm } from './passkey-form.js';
import type { Messages } from '../language/messages.js';

export type LoginError =
  'wrong' | 'knownPassword' | 'notYourName' | 'tooMany' | 'failed' | 'passkey';

export interface LoginView {
  /** The path to open afterwards, on this server. */
  readonly next: string;
  readonly username: string;
  readonly error: LoginError | undefined;
  /** The command with which the administrator can help. */
  readonly command?: string | undefined;
  readonly playground: boolean;
  /** Whether one may sign in with a passkey alone. */
  readonly passkeys?: boolean;
  /** Chosen on this page; stored once the person has signed in. */
  readonly locale: Locale | undefined;
}

export const loginPage = (view: LoginView, messages: Messages): Page => ({
  title: messages.login.title,
  frame: 'quiet',
  ...(view.passkeys && { script: 'passkeys' as const }),
  body: <Login {...view} />,
});

function Login(view: LoginView) {
  const { next, playground, passkeys } = view;
  const messages = useMessages();
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {messages.product}
      </p>
      <h1>{messages.login.title}</h1>
      <p class="lead">{messages.login.lead}</p>
      <PasswordForm {...view} />
      {passkeys && (
        <PasskeyForm
          action="/login/passkey"
          next={next}
          request="/login/passkey/options"
          text={messages.login.withPasskey}
        />
      )}
      <p class="hint">{playground ? messages.login.playground : messages.login.local}</p>
    </section>
  );
}

function PasswordForm({ next, username, error, command, locale }: LoginView) {
  const messages = useMessages();
  return (
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
  );
}
