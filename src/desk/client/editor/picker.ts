import { walkWithArrows } from '../parts/keyboard.js';
import { messages } from '../parts/messages.js';
import { here } from '../parts/here.js';

export type PickKind = 'image' | 'document' | 'spreadsheet';

/** The search starts when the person pauses for this long. */
const TYPING_PAUSE_MS = 180;

walkWithArrows('#pick', '#pick-q, .pick-item');

/** Shows the page /pick in a dialog; the id of the chosen document, or undefined when the person closes it. */
export async function pickDocument(kind: PickKind, openedId: string): Promise<string | undefined> {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet picker';
  dialog.setAttribute('aria-labelledby', 'pick-title');
  dialog.append(await choices(kind, openedId, ''), closeButton(dialog));
  document.body.append(dialog);
  searchAsYouType(dialog, (query) => choices(kind, openedId, query));
  dialog.addEventListener('click', ({ target }) => {
    const choice = target instanceof Element && target.closest<HTMLElement>('.pick-item');
    if (choice && choice.getAttribute('aria-disabled') !== 'true') dialog.close(choice.dataset.id);
    else if (target === dialog) dialog.close();
  });
  dialog.showModal();
  dialog.querySelector<HTMLElement>('#pick-q')?.focus();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === '' ? undefined : dialog.returnValue;
}

async function choices(kind: PickKind, openedId: string, query: string): Promise<Element> {
  const search = new URLSearchParams({ kind, for: openedId, q: query });
  const response = await fetch(here(`/pick?${search}`), { headers: { accept: 'text/html' } });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const found = page.getElementById('pick');
  if (!response.ok || found === null)
    throw new Error(`the choices did not come: ${response.status}`);
  return document.importNode(found, true);
}

function searchAsYouType(dialog: HTMLDialogElement, find: (query: string) => Promise<Element>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let latest = 0;
  const input = dialog.querySelector<HTMLInputElement>('#pick-q');
  const run = async (): Promise<void> => {
    const request = ++latest;
    const found = await find(input?.value.trim() ?? '').catch(() => undefined);
    const list = found?.querySelector('#pick-list');
    if (list && request === latest) dialog.querySelector('#pick-list')?.replaceWith(list);
  };
  input?.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), TYPING_PAUSE_MS);
  });
  input?.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void run();
  });
}

function closeButton(dialog: HTMLDialogElement): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button';
  button.textContent = messages.cancel;
  button.addEventListener('click', () => dialog.close());
  return button;
}
