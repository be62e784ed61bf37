import { Icon } from './icon.js';
import { useMessages } from './viewer.js';

/** Asks for the passphrase or a passkey of the person's key. Shown by the script; the input never leaves the browser. */
export function UnlockDialog() {
  const { private: messages, close } = useMessages();
  return (
    <dialog id="unlock" class="dialog" aria-labelledby="unlock-title">
      <form method="dialog" class="dialog-close">
        <button class="icon-button" aria-label={close}>
          <Icon name="cross" />
        </button>
      </form>
      <form class="stack unlock">
        <h2 id="unlock-title">{messages.unlockTitle}</h2>
        <p class="hint">{messages.unlockText}</p>
        <p class="error-message" role="alert" data-error="wrong" hidden>
          {messages.unlockWrong}
        </p>
        <p class="error-message" role="alert" data-error="passkey" hidden>
          {messages.unlockPasskeyFailed}
        </p>
        <label class="field">
          {messages.passphrase}
          <input type="password" autocomplete="current-password" required maxLength={1000} />
        </label>
        <button class="button primary wide">{messages.unlock}</button>
        <button class="button wide" type="button" data-passkey hidden>
          {messages.unlockPasskey}
        </button>
        <p class="hint">
          <a class="link" href="/keys">
            {messages.unlockLost}
          </a>
        </p>
      </form>
    </dialog>
  );
}
