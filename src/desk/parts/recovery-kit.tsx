import { Icon } from './icon.js';
import { TextWithTime } from './timestamp.js';
import { Mark } from './layout.js';
import { useMessages } from './viewer.js';

/** The key on paper: shown by the page's script, printed alone, and checked by typing its end. */
export function RecoveryKit(props: { keptAtMs: number | null; displayName: string }) {
  const { private: messages } = useMessages();
  return (
    <section id="kit" aria-labelledby="kit-title" data-kept={props.keptAtMs !== null || undefined}>
      <h2 id="kit-title">{messages.kit}</h2>
      <p>{messages.kitText}</p>
      {props.keptAtMs === null ? (
        <p class="notice">{messages.kitMissing}</p>
      ) : (
        <p class="hint">
          <TextWithTime text={messages.kitKept} atMs={props.keptAtMs} />
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
        <p class="error-message" role="alert" data-form-trouble hidden />
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
