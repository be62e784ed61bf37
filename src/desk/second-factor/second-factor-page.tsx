import { encode } from 'uqr';
import type { SecondFactorState, TotpSetup } from '../../access/index.js';
import type { Messages } from '../language/messages.js';
import { Breadcrumb } from '../parts/breadcrumb.js';
import { Icon } from '../parts/icon.js';
import type { Page } from '../parts/layout.js';
import { Notice } from '../parts/notices.js';
import { TextWithTime } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

export type SecondFactorNotice = 'removed' | 'added' | 'last' | 'failed';

export interface SecondFactorView extends SecondFactorState {
  readonly notice: SecondFactorNotice | undefined;
}

const HERE = '/account/second-factor';

export const secondFactorPage = (view: SecondFactorView, messages: Messages): Page => ({
  title: messages.secondFactor.title,
  ...(view.arePasskeysPossible && { script: 'passkeys' as const }),
  body: <SecondFactor {...view} />,
});

function SecondFactor(view: SecondFactorView) {
  const { secondFactor: messages } = useMessages();
  const { notice, isAvailable, isRequired, totp, passkeys } = view;
  const hasAny = totp !== undefined || passkeys.length > 0;
  return (
    <article class="keys">
      <h1>{messages.title}</h1>
      <p class="lead">{messages.lead}</p>
      {notice && (
        <Notice isError={notice === 'last' || notice === 'failed'}>
          {messages.notice[notice]}
        </Notice>
      )}
      {isRequired && !hasAny && (
        <p class="error-message" role="alert">
          {messages.required}
        </p>
      )}
      {isAvailable ? (
        <>
          <App totp={totp} />
          <Passkeys view={view} />
          {hasAny && <Codes view={view} />}
        </>
      ) : (
        <p>{messages.elsewhere}</p>
      )}
    </article>
  );
}

function App({ totp }: Pick<SecondFactorState, 'totp'>) {
  const { secondFactor: messages } = useMessages();
  return (
    <section aria-labelledby="app-title">
      <h2 id="app-title">{messages.app}</h2>
      <p>{messages.appText}</p>
      {totp !== undefined && (
        <ul class="unlock-methods">
          <li>
            <Icon name="lock" />
            <TextWithTime text={messages.appSince} atMs={totp.createdAtMs} />
            <form method="post" action={`${HERE}/totp/remove`}>
              <button class="button small" aria-label={messages.removeOf(messages.app)}>
                {messages.remove}
              </button>
            </form>
          </li>
        </ul>
      )}
      <form method="post" action={`${HERE}/totp`}>
        <button class="button">{totp === undefined ? messages.appAdd : messages.appReplace}</button>
      </form>
    </section>
  );
}

function Passkeys({ view }: { view: SecondFactorState }) {
  const { secondFactor: messages, secondStep } = useMessages();
  return (
    <section aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">{messages.passkeys}</h2>
      <p>{messages.passkeysText}</p>
      {view.passkeys.length > 0 && (
        <ul class="unlock-methods">
          {view.passkeys.map(({ id, label, createdAtMs }) => (
            <li key={id}>
              <Icon name="lock" />
              <span>
                {label}{' '}
                <small class="hint">
                  <TextWithTime text={messages.passkeySince} atMs={createdAtMs} />
                </small>
              </span>
              <form method="post" action={`${HERE}/passkeys/${id}/remove`}>
                <button class="button small" aria-label={messages.removeOf(label)}>
                  {messages.remove}
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {view.arePasskeysPossible ? (
        <form
          method="post"
          action={`${HERE}/passkeys`}
          class="stack"
          data-passkey="create"
          data-request="/api/me/second-factor/passkeys/options"
          hidden
        >
          <input type="hidden" name="credential" />
          <label class="field">
            {messages.passkeyName}
            <input name="label" required maxLength={100} value={messages.passkeyDefault} />
          </label>
          <p class="error-message" role="alert" data-form-error hidden>
            {secondStep.passkeyFailed}
          </p>
          <button class="button">{messages.passkeyAdd}</button>
        </form>
      ) : (
        <p class="hint">{messages.passkeysNeedHost}</p>
      )}
    </section>
  );
}

function Codes({ view: { recoveryCodes } }: { view: SecondFactorState }) {
  const { secondFactor: messages } = useMessages();
  return (
    <section aria-labelledby="codes-title">
      <h2 id="codes-title">{messages.codes}</h2>
      <p>{messages.codesText}</p>
      <p class="hint">{messages.codesLeft(recoveryCodes?.left ?? 0)}</p>
      <form method="post" action={`${HERE}/recovery-codes`}>
        <button class="button">{messages.codesRenew}</button>
      </form>
    </section>
  );
}

export interface TotpView {
  readonly setup: TotpSetup;
  readonly isWrong: boolean;
}

export const totpPage = (view: TotpView, messages: Messages): Page => ({
  title: messages.secondFactor.appAdd,
  body: <Totp {...view} />,
});

function Totp({ setup, isWrong }: TotpView) {
  const { secondFactor: messages, secondStep } = useMessages();
  return (
    <article class="keys">
      <Breadcrumb href={HERE} title={messages.title} />
      <h1>{messages.appAdd}</h1>
      <p class="lead">{messages.scan}</p>
      <QrCode text={setup.uri} label={messages.qrCode} />
      <p>
        {messages.typeSecret}{' '}
        <code class="totp-secret">{(setup.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
      </p>
      <form method="post" action={`${HERE}/totp/confirm`} class="stack">
        {isWrong && (
          <p class="error-message" role="alert" id="code-error">
            {messages.wrongCode}
          </p>
        )}
        <label class="field">
          {messages.firstCode}
          <input
            name="code"
            inputMode="numeric"
            autocomplete="one-time-code"
            required
            maxLength={20}
            autofocus
            aria-describedby={isWrong ? 'code-error' : undefined}
          />
        </label>
        <button class="button primary">{secondStep.submit}</button>
      </form>
    </article>
  );
}

/** Dark squares on a light ground, in dark mode too: cameras expect it. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path class="qr-ground" d={`M0 0h${size}v${size}H0z`} />
      <path class="qr-squares" d={squares.join('')} />
    </svg>
  );
}

export const recoveryCodesPage = (codes: readonly string[], messages: Messages): Page => ({
  title: messages.secondFactor.codes,
  body: <NewCodes codes={codes} />,
});

function NewCodes({ codes }: { codes: readonly string[] }) {
  const { secondFactor: messages } = useMessages();
  return (
    <article class="keys">
      <h1>{messages.codes}</h1>
      <p class="lead">{messages.codesText}</p>
      <Notice>{messages.codesOnce}</Notice>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a class="button primary" href={HERE}>
          {messages.codesKept}
        </a>
      </p>
    </article>
  );
}
