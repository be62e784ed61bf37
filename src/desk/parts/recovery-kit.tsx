import { Icon } from './icon.js';
import { Sentence } from './moment.js';
import { Mark } from './layout.js';
import { useWords } from './reader.js';

/** The key on paper: shown by the page's script, printed alone, and checked by typing its end. */
export function RecoveryKit(props: { keptAtMs: number | null; displayName: string }) {
  const { private: words } = useWords();
  return (
    <section id="kit" aria-labelledby="kit-title" data-kept={props.keptAtMs !== null || undefined}>
      <h2 id="kit-title">{words.kit}</h2>
      <p>{words.kitText}</p>
      {props.keptAtMs === null ? (
        <p class="notice">{words.kitMissing}</p>
      ) : (
        <p class="hint">
          <Sentence text={words.kitKept} atMs={props.keptAtMs} />
        </p>
      )}
      <button id="kit-show" class="button" type="button">
        <Icon name="eye" />
        {words.kitShow}
      </button>
      <div id="kit-paper" class="kit" hidden>
        <p class="kit-brand">
          <Mark />
          {words.kitFor(props.displayName)}
        </p>
        <p class="kit-date" id="kit-date" />
        <p class="kit-secret" id="kit-secret" />
        <p>{words.kitUse}</p>
      </div>
      <form id="kit-check" class="stack" hidden>
        <button id="kit-print" class="button" type="button">
          {words.kitPrint}
        </button>
        <label class="field">
          {words.kitCheck}
          <input
            name="end"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
            maxLength={20}
          />
        </label>
        <p class="trouble" role="alert" data-form-trouble hidden />
        <p class="kit-actions">
          <button class="button primary">{words.kitChecked}</button>
          <button id="kit-later" class="button quiet" type="button">
            {words.kitLater}
          </button>
        </p>
      </form>
    </section>
  );
}
