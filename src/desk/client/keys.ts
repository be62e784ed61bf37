import {
  canHavePasskeys,
  identityOf,
  newIdentity,
  newPasskey,
  sealWithPasskey,
  type Identity,
} from './keys/age.js';
import {
  addKeyWrap,
  ApiError,
  changeIdentity,
  myIdentity,
  register,
  removeKeyWrap,
  replaceKeyWrap,
} from './keys/api.js';
import { chosenPassphrase, fieldValue, InputError, onSubmit } from './keys/forms.js';
import { sealWithPassphrase } from './keys/passphrase.js';
import { isUnlocked, lock, unlock } from './keys/tab.js';
import { Cancelled, mySecret } from './keys/unlock.js';
import { showFailure, SignedOut } from './parts/signed-out.js';
import { showToast } from './parts/toast.js';
import { messages } from './parts/messages.js';
import { here } from './parts/here.js';

const TOAST = 'kontor.toast';
const GROUP = /.{1,4}/g;
const END_CHARACTERS = 6;
const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** Loads the page again; `sentence` is shown as a toast afterwards. */
function reload(sentence: string, hash = ''): void {
  sessionStorage.setItem(TOAST, sentence);
  history.replaceState(null, '', here(`/keys${hash}`));
  location.reload();
}

async function create(form: HTMLFormElement): Promise<void> {
  const passphrase = chosenPassphrase(form);
  await registerIdentity(form, await newIdentity(), passphrase);
  reload('', '#kit');
}

async function registerIdentity(
  form: HTMLFormElement,
  identity: Identity,
  passphrase: string,
): Promise<void> {
  const sealed = await sealWithPassphrase(identity.secret, passphrase);
  const label = form.dataset.label ?? '';
  await register(identity, { kind: 'passphrase', label, hint: null, sealed });
  await changeIdentity({ custody: 'zero-knowledge' });
  await unlock(identity.secret);
}

/** Seals the same key with another passphrase, and removes all earlier passphrases. */
async function choosePassphrase(form: HTMLFormElement, secret: string): Promise<void> {
  const sealed = await sealWithPassphrase(secret, chosenPassphrase(form));
  const { sealings = [] } = (await myIdentity()) ?? {};
  const [first, ...others] = sealings.filter(({ kind }) => kind === 'passphrase');
  const label = form.dataset.label ?? '';
  if (first === undefined) await addKeyWrap({ kind: 'passphrase', label, hint: null, sealed });
  else await replaceKeyWrap(first.id, sealed);
  for (const { id } of others) await removeKeyWrap(id);
  await unlock(secret);
  reload(messages.passphraseChanged);
}

/** If the server has lost the key, it is registered again: it opens the same documents as before. */
async function recover(form: HTMLFormElement): Promise<void> {
  const secret = normalizedKey(fieldValue(form, 'secret'));
  const identity = await identityOf(secret).catch(() => undefined);
  if (identity === undefined) throw new InputError(messages.kitNoKey);
  const known = await myIdentity();
  if (known === undefined) {
    await registerIdentity(form, identity, chosenPassphrase(form));
    await changeIdentity({ kit_checked: true });
    reload(messages.keyRestored);
    return;
  }
  if (identity.recipient !== known.recipient) throw new InputError(messages.kitNoKey);
  await choosePassphrase(form, secret);
}

async function addPasskey(button: HTMLElement): Promise<void> {
  const secret = await mySecret();
  try {
    const label = button.dataset.label ?? '';
    const hint = await newPasskey('Kontor');
    const sealed = await sealWithPasskey(secret, hint);
    await addKeyWrap({ kind: 'passkey', label, hint, sealed });
  } catch (error) {
    if (error instanceof ApiError || error instanceof SignedOut) throw error;
    throw new InputError(messages.passkeyFailed);
  }
  reload(messages.passkeyAdded);
}

async function remove(form: HTMLFormElement): Promise<void> {
  try {
    await removeKeyWrap(form.dataset.remove ?? '');
  } catch (error) {
    if (error instanceof ApiError && error.code === 'access/last-sealing')
      throw new InputError(messages.lastUnlockMethod);
    throw error;
  }
  reload(messages.done);
}

async function checkKit(form: HTMLFormElement): Promise<void> {
  if (!isEndOfKit(fieldValue(form, 'end'), await mySecret()))
    throw new InputError(messages.kitWrong);
  await changeIdentity({ kit_checked: true });
  hideKit();
  reload(messages.kitChecked);
}

/** In groups, which are easier to copy; `normalizedKey` joins them again. */
function showKit(secret: string): void {
  const place = byId('kit-secret');
  const date = byId('kit-date');
  if (place !== null) place.textContent = (secret.match(GROUP) ?? []).join(' ');
  if (date !== null) {
    date.textContent = new Date().toLocaleDateString(document.documentElement.lang, {
      dateStyle: 'long',
    });
  }
  toggleKit(true);
  byId('kit-title')?.scrollIntoView();
}

function hideKit(): void {
  const place = byId('kit-secret');
  if (place !== null) place.textContent = '';
  toggleKit(false);
}

/** A typed key, in capital letters and without spaces. */
const normalizedKey = (text: string): string => text.replace(/\s/g, '').toUpperCase();

const isEndOfKit = (text: string, secret: string): boolean =>
  normalizedKey(text) === secret.slice(-END_CHARACTERS);

function toggleKit(shown: boolean): void {
  byId('kit-paper')?.toggleAttribute('hidden', !shown);
  byId('kit-check')?.toggleAttribute('hidden', !shown);
  byId('kit-show')?.toggleAttribute('hidden', shown);
}

/** Runs `work` on a click. Closing the dialog is no failure. */
function onClick(id: string, work: (button: HTMLElement) => Promise<void>): void {
  const button = byId(id);
  button?.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true');
    void work(button)
      .catch((error: unknown) => {
        if (error instanceof InputError) showToast(error.message);
        else if (!(error instanceof Cancelled)) showFailure(error);
      })
      .finally(() => button.removeAttribute('aria-busy'));
  });
}

onSubmit('create-key', create);
onSubmit('change', async (form) => {
  chosenPassphrase(form);
  await choosePassphrase(form, await mySecret());
});
onSubmit('recover', recover);
onSubmit('kit-check', checkKit);
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-remove]')) {
  onSubmit(form, remove);
}
onClick('kit-show', async () => showKit(await mySecret()));
onClick('kit-print', async () => print());
onClick('kit-later', async () => hideKit());
onClick('add-passkey', addPasskey);
onClick('lock-now', async () => {
  lock();
  reload(messages.locked);
});

byId('choice')?.addEventListener('change', (event) => {
  const { value } = event.target as HTMLInputElement;
  const custody = value === 'managed' ? 'managed' : 'zero-knowledge';
  void changeIdentity({ custody }).then(
    () => showToast(custody === 'managed' ? messages.newAreOrdinary : messages.newArePrivate),
    showFailure,
  );
});

byId('needs-https')?.toggleAttribute('hidden', isSecureContext);
byId('lock-row')?.toggleAttribute('hidden', !isUnlocked());
byId('add-passkey')?.toggleAttribute('hidden', !canHavePasskeys());
byId('no-passkeys')?.toggleAttribute('hidden', canHavePasskeys());
showToast(sessionStorage.getItem(TOAST) ?? '');
sessionStorage.removeItem(TOAST);
// A key that was just created: its recovery kit is shown at once.
if (location.hash === '#kit' && byId('kit')?.dataset.checked === undefined && isUnlocked()) {
  showKit(await mySecret());
}
