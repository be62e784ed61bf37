import type { Messages } from '../language/messages.js';
import { Mark, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';

export type PasswordError =
  'wrong' | 'short' | 'differs' | 'known' | 'tooMany' | 'elsewhere' | 'unusable';

/** Before something that changes how a person signs in. */
export const confirmPage = (
  view: { readonly next: string; readonly username: string; readonly error?: PasswordError },
  messages: Messages,
): Page => ({
  title: messages.ownPassword.confirmTitle,
  body: <Confirm {...view} />,
});

function Confirm(view: { next: string; username: string; error?: PasswordError }) {
  const { ownPassword: messages, secondStep } = useMessages();
  return (
    <article class="keys">
      <h1>{messages.confirmTitle}</h1>
      <p class="lead">{messages.confirmText}</p>
      <form method="post" action="/account/confirm" class="stack">
        <input type="hidden" name="next" value={view.next} />
        <Username value={view.username} />
        <PasswordFault error={view.error} />
        <label class="field">
          {messages.password}
          <input
            name="password"
            type="password"
            autocomplete="current-password"
            required
            maxLength={1024}
            autofocus
            aria-describedby={view.error && 'password-error'}
          />
        </label>
        <button class="button primary">{secondStep.submit}</button>
      </form>
    </article>
  );
}

export interface ChangePasswordView {
  readonly username: string;
  readonly error?: PasswordError;
  readonly isChanged: boolean;
}

export const changePasswordPage = (view: ChangePasswordView, messages: Messages): Page => ({
  title: messages.ownPassword.changeTitle,
  body: <ChangePassword {...view} />,
});

function ChangePassword({ username, error, isChanged }: ChangePasswordView) {
  const { ownPassword: messages } = useMessages();
  return (
    <article class="keys">
      <h1>{messages.changeTitle}</h1>
      <p class="lead">{messages.changeText}</p>
      {isChanged && (
        <div class="notice" role="status">
          {messages.changed}
        </div>
      )}
      <form method="post" action="/account/password" class="stack">
        <Username value={username} />
        <PasswordFault error={error} />
        <label class="field">
          {messages.old}
          <input
            name="old"
            type="password"
            autocomplete="current-password"
            required
            maxLength={1024}
            aria-describedby={error && 'password-error'}
          />
        </label>
        <NewPassword />
        <button class="button primary">{messages.change}</button>
      </form>
    </article>
  );
}

export interface ResetPasswordView {
  readonly username: string;
  /** The address that the form is sent to: that of the link. */
  readonly action: string;
  readonly error?: PasswordError;
}

export const resetPasswordPage = (view: ResetPasswordView, messages: Messages): Page => ({
  title: messages.ownPassword.resetTitle,
  frame: 'quiet',
  body: <ResetPassword {...view} />,
});

function ResetPassword({ username, action, error }: ResetPasswordView) {
  const { ownPassword: messages, product } = useMessages();
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {product}
      </p>
      <h1>{messages.resetTitle}</h1>
      <p class="lead">{messages.resetText(username)}</p>
      <form method="post" action={action} class="stack">
        <Username value={username} />
        <PasswordFault error={error} />
        <NewPassword />
        <button class="button primary wide">{messages.change}</button>
      </form>
    </section>
  );
}

export const usedLinkPage = (messages: Messages): Page => ({
  title: messages.ownPassword.usedTitle,
  frame: 'quiet',
  body: (
    <section class="login">
      <h1>{messages.ownPassword.usedTitle}</h1>
      <p class="lead">{messages.ownPassword.usedText}</p>
      <p>
        <a href="/login">{messages.login.title}</a>
      </p>
    </section>
  ),
});

/** For password managers, which store the new password with it. */
const Username = ({ value }: { value: string }) => (
  <input type="hidden" autocomplete="username" value={value} />
);

function PasswordFault({ error }: { error: PasswordError | undefined }) {
  const { ownPassword: messages } = useMessages();
  if (error === undefined) return null;
  return (
    <p class="error-message" role="alert" id="password-error">
      {messages.errors[error]}
    </p>
  );
}

function NewPassword() {
  const { ownPassword: messages } = useMessages();
  return (
    <>
      <label class="field">
        {messages.fresh}
        <input
          name="fresh"
          type="password"
          autocomplete="new-password"
          required
          minLength={10}
          maxLength={1024}
          aria-describedby="fresh-hint"
        />
      </label>
      <p class="hint" id="fresh-hint">
        {messages.freshHint}
      </p>
      <label class="field">
        {messages.repeat}
        <input
          name="repeat"
          type="password"
          autocomplete="new-password"
          required
          maxLength={1024}
        />
      </label>
    </>
  );
}
