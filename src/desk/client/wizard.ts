import { forgetLaunch, rememberLaunch } from './parts/desktop-launch.js';
import { onKeys } from './parts/keyboard.js';
import { keepTimesCurrent } from './parts/relative-times.js';
import { showToast } from './parts/toast.js';
import { folded, holdsAll, wordsIn } from '../wizard/template-filter.js';
import { fill, messages } from './parts/messages.js';
import { here } from './parts/here.js';

const ALL = encodeURIComponent('--NOVALUE--');

interface Row {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly title: string;
  readonly text: string;
  readonly groups: ReadonlySet<string>;
}

/** All templates are in the page; filtering only hides and shows rows, without a request. */
class TemplateRows {
  readonly #rows: readonly Row[];

  /** `all` is the group that stands for every template. */
  constructor(
    table: HTMLElement,
    private readonly all: string,
  ) {
    this.#rows = [...table.querySelectorAll<HTMLElement>('.template')].map(rowOf);
  }

  /** How many are shown now. */
  show(group: string, query: string): number {
    const words = wordsIn(query);
    let shown = 0;
    for (const { element, text, groups } of this.#rows) {
      const fits = (group === this.all || groups.has(group)) && holdsAll(text, words);
      if (element.hidden === fits) element.hidden = !fits;
      if (fits) shown += 1;
    }
    return shown;
  }

  get chosen(): string | undefined {
    return this.#rows.find(({ input }) => input.checked)?.title;
  }

  /** Goes to the chosen row, or to the first one, choosing it. */
  enter(): void {
    const shown = this.#shown();
    const row = shown.find(({ input }) => input.checked) ?? shown[0];
    row?.input.focus();
    if (row !== undefined && !row.input.checked) row.input.click();
  }

  isFirst(input: EventTarget | null): boolean {
    return this.#shown()[0]?.input === input;
  }

  #shown(): readonly Row[] {
    return this.#rows.filter(({ element }) => !element.hidden);
  }
}

function rowOf(element: HTMLElement): Row {
  const title = element.querySelector('.template-title')?.textContent ?? '';
  const group = element.querySelector('.template-group')?.textContent ?? '';
  return {
    element,
    input: element.querySelector('input') as HTMLInputElement,
    title,
    text: folded(`${title} ${group}`),
    groups: new Set(element.dataset.in?.split(' ')),
  };
}

const byId = <T extends HTMLElement>(id: string): T | null =>
  document.getElementById(id) as T | null;

keepTimesCurrent();
forgetLaunch();
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
    history.replaceState(null, '', here(`/wizard?group=${chosen}`));
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
  // A browser that returns to the page may have kept the input.
  addEventListener('pageshow', () => {
    show();
    showChosen();
  });
}

/** Creates one document, however often Enter is pressed. */
function sendOnce(wizard: HTMLFormElement, rows: TemplateRows, search: HTMLInputElement): void {
  const button = wizard.querySelector('button');
  wizard.addEventListener('submit', (event) => {
    if (button?.hasAttribute('aria-busy')) event.preventDefault();
    else if (rows.chosen === undefined) {
      event.preventDefault();
      showToast(messages.chooseTemplate);
      search.focus();
    } else {
      rememberLaunch();
      button?.setAttribute('aria-busy', 'true');
      showToast(messages.creating);
    }
  });
  addEventListener('pageshow', (event) => {
    button?.removeAttribute('aria-busy');
    if (event.persisted) forgetLaunch();
  });
}
