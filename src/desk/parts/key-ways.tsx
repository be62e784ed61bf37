import type { Sealing } from '../../access/index.js';
import type { Custody } from '../../platform/identity/person-keys.js';
import { Icon } from './icon.js';
import { NewPassphrase } from './new-passphrase.js';
import { useWords } from './reader.js';

/** What new documents of the person get. */
export function KeyChoice({ custody }: { custody: Custody }) {
  const { private: words } = useWords();
  const options = [
    { value: 'zero-knowledge', text: words.choices.private },
    { value: 'managed', text: words.choices.ordinary },
  ] as const;
  return (
    <form id="choice">
      <fieldset class="choice">
        <legend>
          <h2>{words.choice}</h2>
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

/** Every passphrase and passkey, and how to have others. */
export function KeyWays({ sealings }: { sealings: readonly Sealing[] }) {
  const { private: words } = useWords();
  return (
    <section aria-labelledby="ways-title">
      <h2 id="ways-title">{words.ways}</h2>
      <ul id="ways" class="ways">
        {sealings.map(({ id, kind, label }) => (
          <li key={id} data-kind={kind}>
            <Icon name="lock" />
            <span>{label}</span>
            <form data-remove={id}>
              <button class="icon-button" aria-label={words.removeWay(label)}>
                <Icon name="cross" />
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>{words.changePassphrase}</summary>
        <form id="change" class="stack" data-label={words.wayKinds.passphrase}>
          <NewPassphrase />
          <button class="button primary">{words.changePassphrase}</button>
        </form>
      </details>
      <p>
        <button
          id="add-passkey"
          class="button"
          type="button"
          data-label={words.wayKinds.passkey}
          hidden
        >
          <Icon name="plus" />
          {words.addPasskey}
        </button>
        <span id="no-passkeys" class="hint" hidden>
          {words.noPasskeys}
        </span>
      </p>
    </section>
  );
}

/** With the kit in hand: a new passphrase for the same key, also where nobody knows of the key any more. */
export function KeyFromKit({ isKnown }: { isKnown: boolean }) {
  const { private: words } = useWords();
  return (
    <details class="more" id="lost">
      <summary>{words.lost}</summary>
      <p class="hint">{isKnown ? words.lostText : words.kitAgain}</p>
      <form id="recover" class="stack" data-label={words.wayKinds.passphrase}>
        <label class="field">
          {words.kitKey}
          <input
            name="secret"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
          />
        </label>
        <NewPassphrase />
        <button class="button primary">{isKnown ? words.changePassphrase : words.kitTake}</button>
      </form>
    </details>
  );
}
