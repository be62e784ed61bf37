import { Mark, type Page } from '../parts/layout.js';
import { useWords } from '../parts/reader.js';
import type { Locale } from '../../platform/identity/actor.js';
import type { Words } from '../language/words.js';

export type LoginTrouble = 'wrong' | 'knownPassword' | 'notYourName' | 'tooMany' | 'failed';

export interface LoginView {
  /** Where to go afterwards; a path of ours. */
  readonly next: string;
  readonly username: string;
  readonly trouble: LoginTrouble | undefined;
  /** What the administrator has to type to help. */
  readonly command?: string | undefined;
  readonly playground: boolean;
  /** Chosen on this page; kept once somebody has signed in. */
  readonly locale: Locale | undefined;
}

export const loginPage = (view: LoginView, words: Words): Page => ({
  title: words.login.title,
  frame: 'quiet',
  body: <Login {...view} />,
});

function Login({ next, username, trouble, command, playground, locale }: LoginView) {
  const words = useWords();
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {words.product}
      </p>
      <h1>{words.login.title}</h1>
      <p class="lead">{words.login.lead}</p>
      <form method="post" action="/login" class="stack">
        <input type="hidden" name="next" value={next} />
        {locale && <input type="hidden" name="locale" value={locale} />}
        {trouble && (
          <p class="trouble" role="alert" id="login-trouble">
            {words.login[trouble]}
          </p>
        )}
        {command && (
          <p class="hint">
            {words.login.forAdministrator} <code>{command}</code>
          </p>
        )}
        <label class="field">
          {words.login.username}
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
          {words.login.password}
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxLength={1000}
            autofocus={username !== ''}
            aria-describedby={trouble && 'login-trouble'}
          />
        </label>
        <button class="button primary wide">{words.login.submit}</button>
      </form>
      <p class="hint">{playground ? words.login.playground : words.login.local}</p>
    </section>
  );
}
