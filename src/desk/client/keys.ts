import {
  canHavePasskeys,
  identityOf,
  newIdentity,
  newPasskey,
  sealWithPasskey,
  type Identity,
} from './keys/age.js';
import { Refused } from './keys/answers.js';
import {
  addSealing,
  change,
  myIdentity,
  register,
  removeSealing,
  replaceSealing,
} from './keys/my-identity.js';
import { chosenPassphrase, onSubmit, Wrong } from './keys/passphrase-form.js';
import { sealWithPassphrase } from './keys/passphrase.js';
import { hideKit, isEndOfKit, showKit, spelled } from './keys/recovery-kit.js';
import { isUnlocked, lock, unlock } from './keys/tab.js';
import { Cancelled, mySecret } from './keys/unlock.js';
import { showToast } from './parts/toast.js';
import { typed } from './parts/typed.js';
import { messages } from './parts/messages.js';

const SAID = 'kontor.said';
const byId = (id: string): HTMLElement | null => document.getElementById(id);

/** Again from the server, with a sentence for the page that comes. */
function reload(sentence: string, hash = ''): void {
  sessionStorage.setItem(SAID, sentence);
  history.replaceState(null, '', `/keys${hash}`);
  location.reload();
}

async function make(form: HTMLFormElement): Promise<void> {
  const passphrase = chosenPassphrase(form);
  await makeKnown(form, await newIdentity(), passphrase);
  reload('', '#kit');
}

async function makeKnown(
  form: HTMLFormElement,
  identity: Identity,
  passphrase: string,
): Promise<void> {
  const sealed = await sealWithPassphrase(identity.secret, passphrase);
  const label = form.dataset.label ?? '';
  await register(identity, { kind: 'passphrase', label, hint: null, sealed });
  await change({ custody: 'zero-knowledge' });
  await unlock(identity.secret);
}

/** The same key under another passphrase; further passphrases of before go. */
async function choosePassphrase(form: HTMLFormElement, secret: string): Promise<void> {
  const sealed = await sealWithPassphrase(secret, chosenPassphrase(form));
  const { sealings = [] } = (await myIdentity()) ?? {};
  const [first, ...others] = sealings.filter(({ kind }) => kind === 'passphrase');
  const label = form.dataset.label ?? '';
  if (first === undefined) await addSealing({ kind: 'passphrase', label, hint: null, sealed });
  else await replaceSealing(first.id, sealed);
  for (const { id } of others) await removeSealing(id);
  await unlock(secret);
  reload(messages.passphraseChanged);
}

/** Where the server lost what it knew of people, it gets the same key again: that opens what it opened before. */
async function recover(form: HTMLFormElement): Promise<void> {
  const secret = spelled(typed(form, 'secret'));
  const identity = await identityOf(secret).catch(() => undefined);
  if (identity === undefined) throw new Wrong(messages.kitNoKey);
  const known = await myIdentity();
  if (known === undefined) {
    await makeKnown(form, identity, chosenPassphrase(form));
    await change({ kit_checked: true });
    reload(messages.kitTaken);
    return;
  }
  if (identity.recipient !== known.recipient) throw new Wrong(messages.kitNoKey);
  await choosePassphrase(form, secret);
}

async function addPasskey(button: HTMLElement): Promise<void> {
  const secret = await mySecret();
  try {
    const label = button.dataset.label ?? '';
    const hint = await newPasskey('Kontor');
    const sealed = await sealWithPasskey(secret, hint);
    await addSealing({ kind: 'passkey', label, hint, sealed });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Wrong(messages.passkeyFailed);
  }
  reload(messages.passkeyAdded);
}

async function remove(form: HTMLFormElement): Promise<void> {
  try {
    await removeSealing(form.dataset.remove ?? '');
  } catch (error) {
    if (error instanceof Refused && error.code === 'access/last-sealing')
      throw new Wrong(messages.lastWay);
    throw error;
  }
  reload(messages.done);
}

async function checkKit(form: HTMLFormElement): Promise<void> {
  if (!isEndOfKit(typed(form, 'end'), await mySecret())) throw new Wrong(messages.kitWrong);
  await change({ kit_checked: true });
  hideKit();
  reload(messages.kitChecked);
}

/** A button's work: what the person stopped is no failure. */
function onClick(id: string, work: (button: HTMLElement) => Promise<void>): void {
  const button = byId(id);
  button?.addEventListener('click', () => {
    button.setAttribute('aria-busy', 'true');
    void work(button)
      .catch((error: unknown) => {
        if (error instanceof Wrong) showToast(error.message);
        else if (!(error instanceof Cancelled)) showToast(messages.notDone);
      })
      .finally(() => button.removeAttribute('aria-busy'));
  });
}

onSubmit('create-key', make);
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
  void change({ custody }).then(
    () => showToast(custody === 'managed' ? messages.newAreOrdinary : messages.newArePrivate),
    () => showToast(messages.notDone),
  );
});

byId('needs-https')?.toggleAttribute('hidden', isSecureContext);
byId('lock-row')?.toggleAttribute('hidden', !isUnlocked());
byId('add-passkey')?.toggleAttribute('hidden', !canHavePasskeys());
byId('no-passkeys')?.toggleAttribute('hidden', canHavePasskeys());
showToast(sessionStorage.getItem(SAID) ?? '');
sessionStorage.removeItem(SAID);
// A key that was made a moment ago: its kit is offered at once.
if (location.hash === '#kit' && byId('kit')?.dataset.kept === undefined && isUnlocked()) {
  showKit(await mySecret());
}
