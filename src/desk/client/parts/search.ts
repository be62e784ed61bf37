import type { LivePage } from './live-page.js';
import { showToast } from './toast.js';
import { fill, messages } from './messages.js';

const PAUSE_MS = 180;

/** Searches while the person types; the address follows, so that going back and sharing work. */
export function searchAsYouType(input: HTMLInputElement, page: LivePage): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const search = async (): Promise<void> => {
    const address = new URL('/', location.href);
    const query = input.value.trim();
    if (query !== '') address.searchParams.set('q', query);
    if (address.href === location.href) return;
    history.replaceState(null, '', address);
    list()?.setAttribute('aria-busy', 'true');
    await page.refresh();
    list()?.removeAttribute('aria-busy');
    showToast(fill(messages.found, { n: list()?.dataset.count ?? 0 }));
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void search(), PAUSE_MS);
  });
  input.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(timer);
    void search();
  });
}

const list = (): HTMLElement | null => document.getElementById('list');
