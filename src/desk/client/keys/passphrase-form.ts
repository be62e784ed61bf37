import { showToast } from '../parts/toast.js';
import { typed } from '../parts/typed.js';
import { messages } from '../parts/messages.js';
import { Cancelled } from './unlock.js';

const MIN_CHARACTERS = 12;

/** What the person can put right; the message is for them. */
export class Wrong extends Error {}

/** The passphrase that was typed twice; `Wrong` says what is amiss. */
export function chosenPassphrase(form: HTMLFormElement): string {
  const passphrase = typed(form, 'passphrase');
  if (passphrase.length < MIN_CHARACTERS) throw new Wrong(messages.passphraseShort);
  if (passphrase !== typed(form, 'repeat')) throw new Wrong(messages.passphraseDiffers);
  return passphrase;
}

/** Sends a form to `work` instead of anywhere else. Nothing typed into it leaves the browser by itself. */
export function onSubmit(
  which: string | HTMLFormElement,
  work: (form: HTMLFormElement) => Promise<void>,
): void {
  const form = typeof which === 'string' ? document.getElementById(which) : which;
  if (!(form instanceof HTMLFormElement)) return;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void run(form, work);
  });
}

async function run(
  form: HTMLFormElement,
  work: (form: HTMLFormElement) => Promise<void>,
): Promise<void> {
  const button = form.querySelector('button:not([type=button])');
  if (button?.getAttribute('aria-busy') === 'true') return;
  button?.setAttribute('aria-busy', 'true');
  tell(form, undefined);
  try {
    await work(form);
  } catch (error) {
    if (error instanceof Wrong) tell(form, error.message);
    else if (!(error instanceof Cancelled)) tell(form, messages.notDone);
  }
  button?.removeAttribute('aria-busy');
}

function tell(form: HTMLFormElement, sentence: string | undefined): void {
  const place = form.querySelector<HTMLElement>('[data-form-trouble]');
  if (place === null) {
    showToast(sentence ?? '');
    return;
  }
  place.hidden = sentence === undefined;
  place.textContent = sentence ?? '';
}
