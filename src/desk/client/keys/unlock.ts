import { canHavePasskeys, openWithPasskey } from './age.js';
import { myIdentity, type KeyWrap, type MyIdentity } from './api.js';
import { openWithPassphrase } from './passphrase.js';
import { unlock, unlockedSecret } from './tab.js';
import { here } from '../parts/here.js';

const dialog = document.getElementById('unlock') as HTMLDialogElement | null;
const form = dialog?.querySelector<HTMLFormElement>('form.unlock');
const field = dialog?.querySelector('input');
const passkeyButton = dialog?.querySelector<HTMLButtonElement>('[data-passkey]');

/** The person closed the dialog: nothing went wrong, and nothing happens. */
export class Cancelled extends Error {}

/**
 * The person's secret key, asked for when this tab does not have it. Rejects with `Cancelled` when the person
 * closes the dialog.
 */
export async function mySecret(): Promise<string> {
  const held = await unlockedSecret();
  if (held !== undefined) return held;
  const identity = await myIdentity();
  if (identity === undefined || dialog === null) {
    location.assign(here('/keys'));
    throw new Cancelled();
  }
  const secret = await askFor(identity, dialog);
  await unlock(secret);
  return secret;
}

function askFor(identity: MyIdentity, shown: HTMLDialogElement): Promise<string> {
  const passkeys = identity.sealings.filter(({ kind }) => kind === 'passkey');
  passkeyButton?.toggleAttribute('hidden', passkeys.length === 0 || !canHavePasskeys());
  showError(undefined);
  shown.showModal();
  const listening = new AbortController();
  const { signal } = listening;
  return new Promise<string>((resolve, reject) => {
    const settle = (secret: string): void => {
      resolve(secret);
      shown.close();
    };
    shown.addEventListener('close', () => reject(new Cancelled()), { signal });
    form?.addEventListener(
      'submit',
      (event) => {
        event.preventDefault();
        void attempt(() => byPassphrase(identity, field?.value ?? ''), 'wrong').then(settle, noted);
      },
      { signal },
    );
    passkeyButton?.addEventListener(
      'click',
      () => void attempt(() => byPasskey(passkeys), 'passkey').then(settle, noted),
      { signal },
    );
  }).finally(() => {
    listening.abort();
    if (field !== undefined && field !== null) field.value = '';
  });
}

/** The dialog shows it already. */
const noted = (): void => undefined;

async function attempt(open: () => Promise<string>, reason: 'wrong' | 'passkey'): Promise<string> {
  dialog?.setAttribute('data-busy', '');
  showError(undefined);
  try {
    return await open();
  } catch (error) {
    showError(reason);
    field?.select();
    throw error;
  } finally {
    dialog?.removeAttribute('data-busy');
  }
}

/** Any of the person's passphrases. */
export const byPassphrase = ({ sealings }: MyIdentity, passphrase: string): Promise<string> =>
  Promise.any(
    sealings
      .filter(({ kind }) => kind === 'passphrase')
      .map(({ sealed }) => openWithPassphrase(sealed, passphrase)),
  );

/** The first passkey that this device has. */
export async function byPasskey(passkeys: readonly KeyWrap[]): Promise<string> {
  for (const { sealed, hint } of passkeys) {
    try {
      return await openWithPasskey(sealed, hint ?? '');
    } catch {
      // Another one may be on this device.
    }
  }
  throw new Error('no passkey of this device opens it');
}

function showError(reason: string | undefined): void {
  for (const line of dialog?.querySelectorAll<HTMLElement>('[data-error]') ?? []) {
    line.hidden = line.dataset.error !== reason;
  }
}
