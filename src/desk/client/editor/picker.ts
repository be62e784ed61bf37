import { walkWithArrows } from '../parts/keyboard.js';
import { fill, messages } from '../parts/messages.js';
import { here } from '../parts/here.js';
import { fetchSignedIn, PAGE_OR_PROBLEM } from '../parts/signed-out.js';
import { REASONS } from '../parts/uploads.js';

export type PickKind = 'image' | 'document' | 'spreadsheet';

/** The search starts when the person pauses for this long. */
const TYPING_PAUSE_MS = 180;

walkWithArrows('#pick', '#pick-q, .pick-item');

export interface Picking {
  readonly kind: PickKind;
  readonly openedId: string;
  /** An image of the person's computer may be taken: it becomes a document of theirs, which the server can open. */
  readonly takesFiles?: boolean;
}

/** Shows the page /pick in a dialog; the id of the chosen document, or undefined when the person closes it. */
export async function pickDocument({
  kind,
  openedId,
  takesFiles = false,
}: Picking): Promise<string | undefined> {
  const dialog = document.createElement('dialog');
  dialog.className = 'sheet picker';
  dialog.setAttribute('aria-labelledby', 'pick-title');
  dialog.append(await choices(kind, openedId, ''), closeButton(dialog));
  document.body.append(dialog);
  if (takesFiles) takeFile(dialog);
  else dialog.querySelector('.pick-upload')?.remove();
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
  const response = await fetchSignedIn(here(`/pick?${search}`), {
    headers: { accept: PAGE_OR_PROBLEM },
  });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const found = page.getElementById('pick');
  if (!response.ok || found === null)
    throw new Error(`the choices did not come: ${response.status}`);
  return document.importNode(found, true);
}

/** Stored as a document of the person, and chosen. */
function takeFile(dialog: HTMLDialogElement): void {
  const input = dialog.querySelector<HTMLInputElement>('#pick-file');
  input?.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file === undefined || input.getAttribute('aria-busy') === 'true') return;
    input.setAttribute('aria-busy', 'true');
    void stored(file, input).then(
      (id) => dialog.open && dialog.close(id),
      (error: unknown) => {
        const problem = dialog.querySelector<HTMLElement>('#pick-problem');
        const reason = error instanceof Refused ? error.message : messages.failed;
        if (problem) problem.textContent = fill(messages.uploadFailed, { name: file.name, reason });
        problem?.removeAttribute('hidden');
        input.removeAttribute('aria-busy');
        input.value = '';
      },
    );
  });
}

/** The message is a sentence for people. */
class Refused extends Error {}

/** The editor knows the usual name alone. */
const JPEG = /\.jpeg$/i;

async function stored(file: File, { accept, dataset }: HTMLInputElement): Promise<string> {
  const types = accept.split(',');
  if (!types.some((type) => file.name.toLowerCase().endsWith(type)))
    throw new Refused(fill(messages.noImage, { types: types.join(', ') }));
  if (file.size > Number(dataset.maxBytes)) throw new Refused(messages.tooLarge);
  const title = encodeURIComponent(file.name.replace(JPEG, '.jpg'));
  const response = await fetch(here(`/api/documents?title=${title}`), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  }).catch(() => undefined);
  if (response?.status !== 201)
    throw new Refused(REASONS[response?.status ?? 0] ?? messages.failed);
  return ((await response.json()) as { id: string }).id;
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
