import type { KeyWrap } from '../../access/index.js';
import type { Custody } from '../../platform/identity/people.js';
import { Icon } from './icon.js';
import { NewPassphrase } from './new-passphrase.js';
import { useMessages } from './viewer.js';

/** What new documents of the person get. */
export function KeyChoice({ custody }: { custody: Custody }) {
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

/** Every passphrase and passkey, and how to have others. */
export function KeyWays({ keyWraps }: { keyWraps: readonly KeyWrap[] }) {
  const { private: messages } = useMessages();
  return (
    <section aria-labelledby="unlock-methods-title">
      <h2 id="unlock-methods-title">{messages.ways}</h2>
      <ul id="unlock-methods" class="unlock-methods">
        {keyWraps.map(({ id, kind, label }) => (
          <li key={id} data-kind={kind}>
            <Icon name="lock" />
            <span>{label}</span>
            <form data-remove={id}>
              <button class="icon-button" aria-label={messages.removeWay(label)}>
                <Icon name="cross" />
              </button>
            </form>
          </li>
        ))}
      </ul>
      <details class="more">
        <summary>{messages.changePassphrase}</summary>
        <form id="change" class="stack" data-label={messages.wayKinds.passphrase}>
          <NewPassphrase />
          <button class="button primary">{messages.changePassphrase}</button>
        </form>
      </details>
      <p>
        <button
          id="add-passkey"
          class="button"
          type="button"
          data-label={messages.wayKinds.passkey}
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

/** With the kit in hand: a new passphrase for the same key, also where nobody knows of the key any more. */
export function KeyFromKit({ isKnown }: { isKnown: boolean }) {
  const { private: messages } = useMessages();
  return (
    <details class="more" id="lost">
      <summary>{messages.lost}</summary>
      <p class="hint">{isKnown ? messages.lostText : messages.kitAgain}</p>
      <form id="recover" class="stack" data-label={messages.wayKinds.passphrase}>
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
          {isKnown ? messages.changePassphrase : messages.kitTake}
        </button>
      </form>
    </details>
  );
}
