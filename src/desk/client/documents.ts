import { takeDrops } from './parts/drop-zone.js';
import { onKeys, walkWithArrows } from './parts/keyboard.js';
import { LivePage } from './parts/live-page.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { fill, messages } from './parts/messages.js';
import { awaitThumbnails } from './parts/thumbnails.js';
import { showToast } from './parts/toast.js';
import { Uploads } from './parts/uploads.js';
import { here } from './parts/here.js';

/** The search starts when the person pauses for this long. */
const TYPING_PAUSE_MS = 180;

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

const search = byId<HTMLInputElement>('q');
const files = byId<HTMLInputElement>('files');
const page = new LivePage(['notified', 'recovered', 'list']);
const uploads = new Uploads(
  byId('uploads'),
  {
    maxBytes: Number(files.dataset.maxBytes),
    oldFormats: JSON.parse(files.dataset.oldFormats ?? '{}') as Record<string, string>,
  },
  () => void page.refresh(),
);

keepTimesCurrent();
awaitThumbnails();
page.start();
searchAsYouType();
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
if (new URL(location.href).searchParams.has('deleted')) history.replaceState(null, '', here('/'));

/** Searches while the person types; the address follows, so that going back and sharing work. */
function searchAsYouType(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async (): Promise<void> => {
    const address = new URL(here('/'), location.href);
    const query = search.value.trim();
    if (query !== '') address.searchParams.set('q', query);
    if (address.href === location.href) return;
    history.replaceState(null, '', address);
    list()?.setAttribute('aria-busy', 'true');
    await page.refresh();
    list()?.removeAttribute('aria-busy');
    showToast(fill(messages.found, { n: list()?.dataset.count ?? 0 }));
  };
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), TYPING_PAUSE_MS);
  });
  search.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void run();
  });
}

function list(): HTMLElement | null {
  return document.getElementById('list');
}
