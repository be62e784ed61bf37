import { takeDrops } from './parts/drop-zone.js';
import { handOverOnce } from './parts/hand-over.js';
import { sendInline } from './parts/inline-forms.js';
import { LivePage } from './parts/live-page.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { NewVersion } from './parts/new-version.js';
import { openInOffice } from './parts/open-in-office.js';
import { renameInPlace } from './parts/rename.js';
import { showToast } from './parts/toast.js';
import { suggestPeople } from './parts/suggest-people.js';
import { fill, messages } from './parts/messages.js';

const documentId = document.querySelector<HTMLElement>('[data-id]')?.dataset.id ?? '';
const newest = (): number => Number(document.getElementById('history')?.dataset.newest ?? 0);
const editors = (): string => document.getElementById('facts')?.dataset.editors ?? '';

let known = { newest: newest(), editors: editors() };

/** A new version is worth a sentence; who edits comes after it, or alone. */
function tellChanges(): void {
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

// What can be done changes once in a document's life: when the desktop has saved its first content.
const isWaiting = document.querySelector('#actions[data-waiting]') !== null;
const regions = [
  'unsaved',
  'recovered',
  'facts',
  'history',
  'shares',
  ...(isWaiting ? ['actions'] : []),
];
const page = new LivePage(regions, tellChanges);
keepTimesCurrent();
page.start();
document.addEventListener('kontor:changed', () => void page.refresh());
sendInline(page);

const form = document.querySelector<HTMLFormElement>('#rename');
if (form !== null) renameInPlace(form, documentId);

const uploads = document.getElementById('uploads');
const cover = document.getElementById('drop-overlay');
if (uploads !== null && cover !== null) takeFiles(uploads, cover);
openInOffice(documentId);

const person = document.querySelector<HTMLInputElement>('#share-add input[name=username]');
const people = document.getElementById('people');
if (person !== null && people !== null) suggestPeople(person, people);

// What was said once is not said again when the page is loaded again.
if (location.search !== '') history.replaceState(null, '', location.pathname);

handOverOnce(() => showToast(messages.handedOver));

/** By the button and by dropping on the page. The button may come and go with the actions around it. */
function takeFiles(place: HTMLElement, over: HTMLElement): void {
  const present = () => ({
    id: documentId,
    etag: document.getElementById('history')?.dataset.etag ?? '',
    fileType: place.dataset.fileType ?? '',
    maxBytes: Number(place.dataset.maxBytes),
  });
  const newVersion = new NewVersion(place, present, () => page.refresh());
  takeDrops(over, (dropped) => newVersion.take([...dropped]));
  document.addEventListener('change', (event) => {
    const chooser = event.target;
    if (!(chooser instanceof HTMLInputElement) || chooser.id !== 'new-version') return;
    newVersion.take([...(chooser.files ?? [])]);
    chooser.value = '';
  });
}
