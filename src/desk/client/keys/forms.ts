import { SignedOut } from '../parts/signed-out.js';
import { showToast } from '../parts/toast.js';
import { messages } from '../parts/messages.js';
import { Cancelled } from './unlock.js';

const MIN_CHARACTERS = 12;

/** The person can correct it; the message is for them. */
export class InputError extends Error {}

/** The passphrase that was typed twice; rejects with an `InputError`. */
export function chosenPassphrase(form: HTMLFormElement): string {
  const passphrase = fieldValue(form, 'passphrase');
  if (passphrase.length < MIN_CHARACTERS) throw new InputError(messages.passphraseShort);
  if (passphrase !== fieldValue(form, 'repeat')) throw new InputError(messages.passphraseDiffers);
  return passphrase;
}

/** Sends a form to `work` instead of to the server. Nothing typed into it leaves the browser. */
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
  showError(form, undefined);
  try {
    await work(form);
  } catch (error) {
    if (error instanceof InputError) showError(form, error.message);
    else if (!(error instanceof Cancelled || error instanceof SignedOut))
      showError(form, messages.notDone);
  }
  button?.removeAttribute('aria-busy');
}

function showError(form: HTMLFormElement, sentence: string | undefined): void {
  const place = form.querySelector<HTMLElement>('[data-form-error]');
  if (place === null) {
    showToast(sentence ?? '');
    return;
  }
  place.hidden = sentence === undefined;
  place.textContent = sentence ?? '';
}

/** The value of a form's field; empty if there is no such field. */
export function fieldValue(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
}
