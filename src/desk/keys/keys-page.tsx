import type { Identity, KeyWrap } from '../../access/index.js';
import type { Custody } from '../../platform/identity/people.js';
import type { Messages } from '../language/messages.js';
import { Icon } from '../parts/icon.js';
import { Mark, type Page } from '../parts/layout.js';
import { TextWithTime } from '../parts/timestamp.js';
import { UnlockDialog } from '../parts/unlock-dialog.js';
import { useMessages } from '../parts/viewer.js';

export interface KeysView {
  readonly displayName: string;
  readonly identity: Identity | undefined;
}

export const keysPage = (view: KeysView, messages: Messages): Page => ({
  title: messages.private.title,
  script: 'keys',
  body: <Keys {...view} />,
});

function Keys({ identity, displayName }: KeysView) {
  const { private: messages } = useMessages();
  return (
    <article class="keys">
      <h1>{messages.title}</h1>
      <p class="lead">{messages.lead}</p>
      <noscript>
        <p class="error-message">{messages.needsScript}</p>
      </noscript>
      <p id="needs-https" class="error-message" role="alert" hidden>
        {messages.needsHttps}
      </p>
      {identity === undefined ? (
        <CreateKey displayName={displayName} />
      ) : (
        <OwnKey identity={identity} displayName={displayName} />
      )}
    </article>
  );
}

function CreateKey({ displayName }: { displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <section aria-labelledby="create-key-title">
      <h2 id="create-key-title">{messages.make}</h2>
      <p>{messages.makeText}</p>
      <form id="create-key" class="stack" data-label={messages.unlockMethodKinds.passphrase}>
        <input type="hidden" autocomplete="username" value={displayName} />
        <NewPassphrase />
        <button class="button primary">{messages.make}</button>
      </form>
      <KeyFromKit isKnown={false} />
    </section>
  );
}

function OwnKey({ identity, displayName }: { identity: Identity; displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <>
      <p id="lock-row" hidden>
        <button id="lock-now" class="button small" type="button">
          {messages.lockNow}
        </button>
      </p>
      <KeyChoice custody={identity.custody} />
      <RecoveryKit checkedAtMs={identity.kitCheckedAtMs} displayName={displayName} />
      <UnlockMethods keyWraps={identity.keyWraps} />
      <KeyFromKit isKnown />
      <UnlockDialog />
    </>
  );
}

/** Whether new documents of the person are private. */
function KeyChoice({ custody }: { custody: Custody }) {
  const { private: messages } = useMessages();
  const options = [
    { value: 'zero-knowledge', text: messages.choices.private },
    { value: 'managed', text: messages.choices.ordinary },
  ] as const;
  return (
    <form id="choice">
      <fieldset class="choice">
        <legend>
          <h2>{messages.choice}</h2>
        </legend>
        {options.map(({ value, text }) => (
          <label key={value}>
            <input type="radio" name="custody" value={value} checked={custody === value} />
            {text}
          </label>
        ))}
      </fieldset>
    </form>
  );
}

/** The passphrases and passkeys that open the key, and the forms that change them. */
function UnlockMethods({ keyWraps }: { keyWraps: readonly KeyWrap[] }) {
  const { private: messages } = useMessages();
  return (
    <section aria-labelledby="unlock-methods-title">
      <h2 id="unlock-methods-title">{messages.unlockMethods}</h2>
      <ul id="unlock-methods" class="unlock-methods">
        {keyWraps.map(({ id, kind, label }) => (
          <li key={id} data-kind={kind}>
            <Icon name="lock" />
            <span>{label}</span>
            <form data-remove={id}>
              <button class="icon-button" aria-label={messages.removeUnlockMethod(label)}>
                <Icon name="cross" />
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>{messages.changePassphrase}</summary>
        <form id="change" class="stack" data-label={messages.unlockMethodKinds.passphrase}>
          <NewPassphrase />
          <button class="button primary">{messages.changePassphrase}</button>
        </form>
      </details>
      <p>
        <button
          id="add-passkey"
          class="button"
          type="button"
          data-label={messages.unlockMethodKinds.passkey}
          hidden
        >
          <Icon name="plus" />
          {messages.addPasskey}
        </button>
        <span id="no-passkeys" class="hint" hidden>
          {messages.noPasskeys}
        </span>
      </p>
    </section>
  );
}

/** Sets a new passphrase with the recovery kit, also if the server has lost the key. */
function KeyFromKit({ isKnown }: { isKnown: boolean }) {
  const { private: messages } = useMessages();
  return (
    <details class="more" id="lost">
      <summary>{messages.lost}</summary>
      <p class="hint">{isKnown ? messages.lostText : messages.kitAgain}</p>
      <form id="recover" class="stack" data-label={messages.unlockMethodKinds.passphrase}>
        <label class="field">
          {messages.kitKey}
          <input
            name="secret"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
          />
        </label>
        <NewPassphrase />
        <button class="button primary">
          {isKnown ? messages.changePassphrase : messages.kitUseKey}
        </button>
      </form>
    </details>
  );
}

/** The key on paper: displayed by the page's script, printed alone, and checked by typing its last characters. */
function RecoveryKit(props: { checkedAtMs: number | null; displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <section
      id="kit"
      aria-labelledby="kit-title"
      data-checked={props.checkedAtMs !== null || undefined}
    >
      <h2 id="kit-title">{messages.kit}</h2>
      <p>{messages.kitText}</p>
      {props.checkedAtMs === null ? (
        <p class="notice">{messages.kitMissing}</p>
      ) : (
        <p class="hint">
          <TextWithTime text={messages.kitCheckedAt} atMs={props.checkedAtMs} />
        </p>
      )}
      <button id="kit-show" class="button" type="button">
        <Icon name="eye" />
        {messages.kitShow}
      </button>
      <div id="kit-paper" class="kit" hidden>
        <p class="kit-brand">
          <Mark />
          {messages.kitFor(props.displayName)}
        </p>
        <p class="kit-date" id="kit-date" />
        <p class="kit-secret" id="kit-secret" />
        <p>{messages.kitUse}</p>
      </div>
      <form id="kit-check" class="stack" hidden>
        <button id="kit-print" class="button" type="button">
          {messages.kitPrint}
        </button>
        <label class="field">
          {messages.kitCheck}
          <input
            name="end"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
            maxLength={20}
          />
        </label>
        <p class="error-message" role="alert" data-form-error hidden />
        <p class="kit-actions">
          <button class="button primary">{messages.kitChecked}</button>
          <button id="kit-later" class="button quiet" type="button">
            {messages.kitLater}
          </button>
        </p>
      </form>
    </section>
  );
}

/** Two fields for a new passphrase, with an error message below them. */
function NewPassphrase() {
  const { private: messages } = useMessages();
  return (
    <>
      <label class="field">
        {messages.newPassphrase}
        <input name="passphrase" type="password" autocomplete="new-password" required />
      </label>
      <label class="field">
        {messages.repeat}
        <input name="repeat" type="password" autocomplete="new-password" required />
      </label>
      <p class="hint">{messages.passphraseHint}</p>
      <p class="error-message" role="alert" data-form-error hidden />
    </>
  );
}
