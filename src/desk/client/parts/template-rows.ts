import { folded, holdsAll, wordsIn } from '../../wizard/template-filter.js';

interface Row {
  readonly element: HTMLElement;
  readonly input: HTMLInputElement;
  readonly title: string;
  readonly text: string;
  readonly groups: ReadonlySet<string>;
}

/** All templates are in the page: showing others is a matter of hiding, without asking anybody. */
export class TemplateRows {
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
