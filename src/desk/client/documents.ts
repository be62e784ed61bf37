import { takeDrops } from './parts/drop-zone.js';
import { onKeys, walkWithArrows } from './parts/keyboard.js';
import { LivePage } from './parts/live-page.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { searchAsYouType } from './parts/search.js';
import { Uploads } from './parts/uploads.js';

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const search = byId<HTMLInputElement>('q');
const files = byId<HTMLInputElement>('files');
const page = new LivePage(['recovered', 'list']);
const uploads = new Uploads(
  byId('uploads'),
  Number(files.dataset.maxBytes),
  () => void page.refresh(),
);

keepTimesCurrent();
page.start();
searchAsYouType(search, page);
takeDrops(byId('drop-overlay'), (dropped) => uploads.add(dropped));

files.addEventListener('change', () => {
  uploads.add([...(files.files ?? [])]);
  files.value = '';
});

const toSearch = (): void => {
  search.focus();
  search.select();
};

onKeys({
  '/': toSearch,
  n: () => byId('new').showPopover({ source: byId('new-open') }),
  u: () => files.click(),
});
walkWithArrows('#list', '.row-title', toSearch);
walkWithArrows('#new', '.menu-item');

search.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown') return;
  event.preventDefault();
  document.querySelector<HTMLElement>('#list .row-title')?.focus();
});

// Taking back a deletion, or its notice, belongs to one load of the page.
if (new URL(location.href).searchParams.has('deleted')) history.replaceState(null, '', '/');
