import type { OfferedProviders } from '../../access/index.js';
import { Mark, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import type { Locale } from '../../platform/identity/actor.js';
import { PasskeyForm } from './passkey-form.js';
import type { Messages } from '../language/messages.js';

export type LoginError =
  | 'wrong'
  | 'knownPassword'
  | 'notYourName'
  | 'tooMany'
  | 'failed'
  | 'providerFailed'
  | 'providerRefused'
  | 'notProved'
  | 'signInOver'
  | 'accountDisabled'
  | 'passkey';

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
  /** Passwords only, unless given. */
  readonly offered?: OfferedProviders | undefined;
  /** Chosen on this page; stored once the person has signed in. */
  readonly locale: Locale | undefined;
}

export const loginPage = (view: LoginView, messages: Messages): Page => ({
  title: messages.login.title,
  frame: 'quiet',
  ...(view.passkeys && { script: 'passkeys' as const }),
  body: <Login {...view} />,
});

const PASSWORDS_ONLY: OfferedProviders = { providers: [], takesPasswords: true };

function Login(view: LoginView) {
  const messages = useMessages();
  const { next, error, command, playground, passkeys, offered = PASSWORDS_ONLY } = view;
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {messages.product}
      </p>
      <h1>{messages.login.title}</h1>
      <p class="lead">{messages.login.lead}</p>
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
      <Providers {...view} />
      {offered.takesPasswords && <PasswordForm {...view} />}
      {offered.takesPasswords && passkeys && (
        <PasskeyForm
          action="/login/passkey"
          next={next}
          request="/login/passkey/options"
          text={messages.login.withPasskey}
        />
      )}
      {offered.takesPasswords && (
        <p class="hint">{playground ? messages.login.playground : messages.login.local}</p>
      )}
    </section>
  );
}

/** One button for each identity provider, before the form for passwords. */
function Providers({ next, offered }: LoginView) {
  const { providers, takesPasswords } = offered ?? PASSWORDS_ONLY;
  const messages = useMessages();
  if (providers.length === 0) return null;
  const query = next === '/' ? '' : `?${new URLSearchParams({ next })}`;
  return (
    <>
      <div class="login-providers">
        {providers.map(({ name, label }) => (
          <a class="button primary wide" href={`/login/oidc/${name}${query}`}>
            {messages.login.with(label)}
          </a>
        ))}
      </div>
      {takesPasswords && <p class="login-or">{messages.login.or}</p>}
    </>
  );
}

function PasswordForm({ next, username, error, locale, offered }: LoginView) {
  const messages = useMessages();
  const isFirst = offered === undefined || offered.providers.length === 0;
  return (
    <form method="post" action="/login" class="stack">
      <input type="hidden" name="next" value={next} />
      {locale && <input type="hidden" name="locale" value={locale} />}
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
          autofocus={isFirst && username === ''}
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
      <button class={`button wide${isFirst ? ' primary' : ''}`}>{messages.login.submit}</button>
    </form>
  );
}
