import { Icon } from './icon.js';
import { useWords } from './reader.js';

/** Asks for what opens the person's own key. Shown by script alone; what is typed never leaves the browser. */
export function UnlockDialog() {
  const { private: words, close } = useWords();
  return (
    <dialog id="unlock" class="dialog" aria-labelledby="unlock-title">
      <form method="dialog" class="dialog-close">
        <button class="icon-button" aria-label={close}>
          <Icon name="cross" />
        </button>
      </form>
      <form class="stack unlock">
        <h2 id="unlock-title">{words.unlockTitle}</h2>
        <p class="hint">{words.unlockText}</p>
        <p class="trouble" role="alert" data-trouble="wrong" hidden>
          {words.unlockWrong}
        </p>
        <p class="trouble" role="alert" data-trouble="passkey" hidden>
          {words.unlockPasskeyFailed}
        </p>
        <label class="field">
          {words.passphrase}
          <input type="password" autocomplete="current-password" required maxLength={1000} />
        </label>
        <button class="button primary wide">{words.unlock}</button>
        <button class="button wide" type="button" data-passkey hidden>
          {words.unlockPasskey}
        </button>
        <p class="hint">
          <a class="link" href="/keys">
            {words.unlockLost}
          </a>
        </p>
      </form>
    </dialog>
  );
}
