import { element } from './element.js';
import { here } from './here.js';
import { messages } from './messages.js';
import { showToast } from './toast.js';

/** The page as HTML; when there is none, the reason and not a way round, which leads to another page. */
export const PAGE_OR_PROBLEM = 'text/html, application/problem+json';

/** Nobody is signed in any more: nothing was done, and the page says so already. */
export class SignedOut extends Error {}

/** `fetch` for people who are signed in: tells them when they no longer are, and then rejects with `SignedOut`. */
export async function fetchSignedIn(address: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(address, init);
  if (isSignedOut(response)) {
    tellSignedOut();
    throw new SignedOut();
  }
  hideSignedOut();
  return response;
}

/** A route says so itself; a page leads to the one for signing in, which is a success for `fetch`. */
export function isSignedOut({ status, redirected, url }: Response): boolean {
  return status === 401 || (redirected && new URL(url).pathname === here('/login'));
}

/** What failed; being signed out is told already, with what helps. */
export function showFailure(error: unknown, failed = messages.notDone): void {
  if (!(error instanceof SignedOut)) showToast(failed);
}

/** For a page that is behind: loading it again leads to signing in, unless something would be lost with it. */
export function leaveSignedOut(): void {
  if (notice.isConnected) return;
  if (holdsInput()) tellSignedOut();
  else location.reload();
}

/** The editor's page has a line of its own for it, which `OpeningWatch` shows and hides. */
const isEditor = document.getElementById('banner-sign-in') !== null;

const link = element('a', {
  className: 'button small',
  target: '_blank',
  textContent: messages.signInAgain,
});
const sentence = element('span');
const notice = element('div', { className: 'signed-out', popover: 'manual' }, [sentence, link]);
notice.setAttribute('role', 'alert');

/** The focus stays in what was typed. The notice stays, too, until somebody is signed in. */
export function tellSignedOut(): void {
  if (isEditor) return;
  const next = location.pathname + location.search;
  link.href = `${here('/login')}?${new URLSearchParams({ next })}`;
  // Outside an open dialog nothing can be used, and outside an open menu a click closes it.
  const open = document.querySelector('dialog:modal, [popover=auto]:popover-open');
  const place = open ?? document.body;
  // Its link may be about to be clicked.
  if (notice.parentElement !== place) {
    place.append(notice);
    notice.showPopover();
  }
  // Read out again with each attempt.
  sentence.replaceChildren(messages.signedOutKept);
  open?.addEventListener(open instanceof HTMLDialogElement ? 'close' : 'toggle', tellAgain, {
    once: true,
  });
}

export const hideSignedOut = (): void => notice.remove();

function tellAgain(): void {
  if (notice.isConnected) tellSignedOut();
}

/** Something typed, chosen or being sent, which would go with the page. The search is in the page's address. */
function holdsInput(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input:not([type=hidden], [type=search]), textarea',
  );
  return (
    [...fields].some(isChanged) ||
    [...document.querySelectorAll('option')].some(isChosen) ||
    document.querySelector('.upload-row:not([data-state=done])') !== null
  );
}

const isChanged = (field: HTMLInputElement | HTMLTextAreaElement): boolean =>
  field.value !== field.defaultValue ||
  (field instanceof HTMLInputElement && field.checked !== field.defaultChecked);

/** Where nothing was marked as chosen, the first option is. */
function isChosen(option: HTMLOptionElement): boolean {
  const options = [...(option.closest('select')?.options ?? [])];
  const before = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
  return option.selected && option !== before;
}

// Back from the tab in which somebody may have signed in.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState !== 'visible' || !notice.isConnected) return;
  void fetch(here('/api/me')).then(
    (response) => response.ok && hideSignedOut(),
    () => undefined,
  );
});
