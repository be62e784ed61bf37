import { forgetHandOver, intendHandOver } from './parts/hand-over.js';
import { onKeys } from './parts/keyboard.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { showToast } from './parts/toast.js';
import { TemplateRows } from './parts/template-rows.js';
import { fill, messages } from './parts/messages.js';

const ALL = encodeURIComponent('--NOVALUE--');

const byId = <T extends HTMLElement>(id: string): T | null =>
  document.getElementById(id) as T | null;

keepTimesCurrent();
forgetHandOver();
const form = byId<HTMLFormElement>('wizard');
const filter = byId<HTMLInputElement>('filter');
const table = byId('templates');
if (form !== null && filter !== null && table !== null) start(form, filter, table);

function start(wizard: HTMLFormElement, search: HTMLInputElement, list: HTMLElement): void {
  const rows = new TemplateRows(list, ALL);
  const group = byId<HTMLInputElement>('group');
  const title = byId<HTMLInputElement>('title');

  const show = (): void => {
    const shown = rows.show(encodeURIComponent(group?.value ?? ''), search.value);
    const count = byId('count');
    if (count !== null) count.textContent = fill(messages.templates, { n: shown });
    const nothing = byId('no-matches');
    if (nothing !== null) nothing.hidden = shown > 0;
  };

  const showChosen = (): void => {
    const place = byId('chosen');
    if (place !== null && rows.chosen !== undefined) place.textContent = rows.chosen;
  };

  const chooseGroup = (chosen: string): void => {
    if (group !== null) group.value = decodeURIComponent(chosen);
    for (const link of document.querySelectorAll<HTMLElement>('#groups [data-group]')) {
      if (link.dataset.group === chosen) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
    history.replaceState(null, '', `/wizard?group=${chosen}`);
    show();
  };

  search.addEventListener('input', show);
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    rows.enter();
  });

  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-group]') : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    chooseGroup(link.dataset.group ?? ALL);
    if (link.closest('#no-matches') !== null) search.focus();
  });

  list.addEventListener('change', showChosen);
  list.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') title?.focus();
    else if (event.key === 'ArrowUp' && rows.isFirst(event.target)) search.focus();
    else return;
    event.preventDefault();
  });

  sendOnce(wizard, rows, search);
  onKeys({ '/': () => search.select() });
  // A browser that comes back to the page may have kept what was typed.
  addEventListener('pageshow', () => {
    show();
    showChosen();
  });
}

/** However often Enter is pressed, one document is created. */
function sendOnce(wizard: HTMLFormElement, rows: TemplateRows, search: HTMLInputElement): void {
  const button = wizard.querySelector('button');
  wizard.addEventListener('submit', (event) => {
    if (button?.hasAttribute('aria-busy')) event.preventDefault();
    else if (rows.chosen === undefined) {
      event.preventDefault();
      showToast(messages.chooseTemplate);
      search.focus();
    } else {
      intendHandOver();
      button?.setAttribute('aria-busy', 'true');
      showToast(messages.creating);
    }
  });
  addEventListener('pageshow', (event) => {
    button?.removeAttribute('aria-busy');
    if (event.persisted) forgetHandOver();
  });
}
