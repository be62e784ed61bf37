import { useMessages } from './viewer.js';

/** Two fields for a passphrase that has to be typed right; what is wrong is said below them. */
export function NewPassphrase() {
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
      <p class="error-message" role="alert" data-form-trouble hidden />
    </>
  );
}
