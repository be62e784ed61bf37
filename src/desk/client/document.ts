import { takeDrops } from './parts/drop-zone.js';
import { launchDesktopOnce, openInOffice } from './parts/desktop-launch.js';
import { findPeople } from './parts/person-field.js';
import { LivePage } from './parts/live-page.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { NewVersion } from './parts/new-version.js';
import { renameInPlace } from './parts/rename.js';
import { awaitThumbnails } from './parts/thumbnails.js';
import { fetchSignedIn, PAGE_OR_PROBLEM, showFailure } from './parts/signed-out.js';
import { showToast } from './parts/toast.js';
import { fill, messages } from './parts/messages.js';

const documentId = document.querySelector<HTMLElement>('[data-id]')?.dataset.id ?? '';
const newest = (): number => Number(document.getElementById('history')?.dataset.newest ?? 0);
const editors = (): string => document.getElementById('facts')?.dataset.editors ?? '';

let known = { newest: newest(), editors: editors() };

/** Announces a new version, or else a change of who is editing. */
function announceChanges(): void {
  const now = { newest: newest(), editors: editors() };
  if (now.newest > known.newest) showToast(fill(messages.savedAs, { n: now.newest }));
  else if (now.editors !== known.editors) {
    showToast(
      now.editors === ''
        ? messages.nobodyEditing
        : fill(messages.nowEditing, { names: now.editors }),
    );
  }
  known = now;
}

// The actions change once: when the desktop has saved the first content of a document from a template.
const isWaiting = document.querySelector('#actions[data-waiting]') !== null;
const regions = [
  'unsaved',
  'recovered',
  'facts',
  'history',
  'shares',
  ...(isWaiting ? ['actions'] : []),
];
const page = new LivePage(regions, announceChanges);
keepTimesCurrent();
awaitThumbnails();
page.start();
document.addEventListener('kontor:changed', () => void page.refresh());
sendInlineForms();

const renameForm = document.querySelector<HTMLFormElement>('#rename');
if (renameForm !== null) renameInPlace(renameForm, documentId);

const uploads = document.getElementById('uploads');
const overlay = document.getElementById('drop-overlay');
if (uploads !== null && overlay !== null) takeFiles(uploads, overlay);
openInOffice(documentId);

// A conversion takes seconds, and the browser shows nothing until it is done.
document.getElementById('export')?.addEventListener('click', (event) => {
  const name = (event.target as Element | null)?.closest<HTMLElement>('[data-export]')?.dataset
    .export;
  if (name === undefined) return;
  document.getElementById('export')?.hidePopover();
  showToast(fill(messages.preparing, { name }));
});

findPeople();

// The flash is not shown again when the page is reloaded.
if (location.search !== '') history.replaceState(null, '', location.pathname);

launchDesktopOnce(() => showToast(messages.openingOffice));

/** New versions by the button and by dropping files. The page may replace the button, hence the listener on the document. */
function takeFiles(place: HTMLElement, over: HTMLElement): void {
  const current = () => ({
    id: documentId,
    etag: document.getElementById('history')?.dataset.etag ?? '',
    fileType: place.dataset.fileType ?? '',
    maxBytes: Number(place.dataset.maxBytes),
  });
  const newVersion = new NewVersion(place, current, () => page.refresh());
  takeDrops(over, (dropped) => newVersion.take([...dropped]));
  document.addEventListener('change', (event) => {
    const chooser = event.target;
    if (!(chooser instanceof HTMLInputElement) || chooser.id !== 'new-version') return;
    newVersion.take([...(chooser.files ?? [])]);
    chooser.value = '';
  });
}

/** Forms marked `data-inline` are sent without leaving the page; the page they lead to is shown in place. */
function sendInlineForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-inline')) return;
    event.preventDefault();
    void submitInline(form);
  });
}

async function submitInline(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button');
  button?.setAttribute('aria-busy', 'true');
  try {
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>);
    const headers = { accept: PAGE_OR_PROBLEM };
    const shown = await page.show(
      await fetchSignedIn(form.action, { method: 'POST', body, headers }),
    );
    const notice = shown?.getElementById('notice');
    showToast(notice?.textContent ?? (shown === undefined ? messages.notDone : messages.done));
    if (shown !== undefined && notice?.dataset.error === undefined) form.reset();
  } catch (error) {
    showFailure(error);
  }
  button?.removeAttribute('aria-busy');
}

// The editor leads here.
if (location.hash === '#share') document.getElementById('share')?.showPopover();
