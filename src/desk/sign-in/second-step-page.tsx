import type { SecondStepView } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import { JsonData, Mark, type Page } from '../parts/layout.js';
import { useMessages } from '../parts/viewer.js';
import { PasskeyForm } from './passkey-form.js';

export interface SecondStepPageView extends SecondStepView {
  /** The path to open afterwards, on this server. */
  readonly next: string;
  readonly error: 'wrong' | 'tooMany' | undefined;
}

export const secondStepPage = (view: SecondStepPageView, messages: Messages): Page => ({
  title: messages.secondStep.title,
  frame: 'quiet',
  ...(view.passkeyRequest !== undefined && { script: 'passkeys' as const }),
  body: <SecondStepForm {...view} />,
});

const REQUEST_ID = 'passkey-request';

function SecondStepForm({ methods, passkeyRequest, next, error }: SecondStepPageView) {
  const { secondStep: messages, product } = useMessages();
  const hasApp = methods.includes('totp');
  return (
    <section class="login">
      <p class="login-brand">
        <Mark />
        {product}
      </p>
      <h1>{messages.title}</h1>
      <p class="lead">{hasApp ? messages.lead : messages.leadPasskey}</p>
      {passkeyRequest !== undefined && (
        <>
          <JsonData id={REQUEST_ID} value={passkeyRequest} />
          <PasskeyForm
            action="/login/second-step"
            next={next}
            request={`#${REQUEST_ID}`}
            isPrimary={!hasApp}
            text={messages.usePasskey}
          />
        </>
      )}
      <form method="post" action="/login/second-step" class="stack">
        <input type="hidden" name="next" value={next} />
        {error && (
          <p class="error-message" role="alert" id="step-error">
            {messages[error]}
          </p>
        )}
        <label class="field">
          {hasApp ? messages.code : messages.recoveryCode}
          <input
            name="code"
            inputMode={hasApp ? 'text' : undefined}
            autocomplete="one-time-code"
            autocapitalize="none"
            spellcheck={false}
            required
            maxLength={64}
            autofocus
            aria-describedby={error ? 'step-error step-hint' : 'step-hint'}
          />
        </label>
        <button class={hasApp ? 'button primary wide' : 'button wide'}>{messages.submit}</button>
      </form>
      <p class="hint" id="step-hint">
        {messages.recoveryHint}
      </p>
      <p class="hint">
        <a href={`/login?${new URLSearchParams({ next })}`}>{messages.back}</a>
      </p>
    </section>
  );
}
