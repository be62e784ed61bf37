import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { here } from './parts/here.js';
import { fetchSignedIn, SignedOut } from './parts/signed-out.js';

type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON;

/** The server wants the password once more before it answers. */
class ConfirmFirst extends Error {}

/** `request`: `#id` of an element with JSON, or a path that answers it to a POST. */
async function optionsFrom(request: string): Promise<Options> {
  if (request.startsWith('#'))
    return JSON.parse(document.querySelector(request)?.textContent ?? '{}') as Options;
  const response = await fetchSignedIn(request, { method: 'POST' });
  const answer = (await response.json()) as Options & { readonly code?: string };
  if (answer.code === 'access/confirmation-needed') throw new ConfirmFirst();
  if (!response.ok) throw new Error(answer.code);
  return answer;
}

/** Asks the browser for a passkey, or to make one, and sends its answer as the form's field `credential`. */
async function ask(form: HTMLFormElement): Promise<void> {
  const optionsJSON = await optionsFrom(form.dataset.request ?? '');
  const answer =
    form.dataset.passkey === 'create'
      ? await startRegistration({ optionsJSON })
      : await startAuthentication({ optionsJSON });
  const field = form.elements.namedItem('credential');
  if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer);
  form.submit();
}

async function run(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  if (button?.getAttribute('aria-busy') === 'true') return;
  const place = form.querySelector<HTMLElement>('[data-form-error]');
  button?.setAttribute('aria-busy', 'true');
  place?.setAttribute('hidden', '');
  try {
    await ask(form);
  } catch (error) {
    if (error instanceof ConfirmFirst)
      location.assign(here(`/account/confirm?next=${encodeURIComponent(location.pathname)}`));
    else if (!(error instanceof SignedOut)) place?.removeAttribute('hidden');
  }
  button?.removeAttribute('aria-busy');
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void run(form);
    });
  }
}
