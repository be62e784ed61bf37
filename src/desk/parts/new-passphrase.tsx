import { useWords } from './reader.js';

/** Two fields for a passphrase that has to be typed right; what is wrong is said below them. */
export function NewPassphrase() {
  const { private: words } = useWords();
  return (
    <>
      <label class="field">
        {words.newPassphrase}
        <input name="passphrase" type="password" autocomplete="new-password" required />
      </label>
      <label class="field">
        {words.repeat}
        <input name="repeat" type="password" autocomplete="new-password" required />
      </label>
      <p class="hint">{words.passphraseHint}</p>
      <p class="trouble" role="alert" data-form-trouble hidden />
    </>
  );
}
