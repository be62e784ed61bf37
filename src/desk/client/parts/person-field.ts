import { hueOf, initialsOf } from '../../language/initials.js';
import { element } from './element.js';
import { here } from './here.js';
import { fill, messages } from './messages.js';
import { fetchSignedIn, SignedOut } from './signed-out.js';

/** The search begins when the person pauses for this long. */
const TYPING_PAUSE_MS = 150;
/** More than these are not read; whoever is not among them is found by another word. */
const SHOWN = 8;
/** A server that takes longer counts as not reachable. The directory has its own limit, which is shorter. */
const LONGEST_MS = 8000;

interface FoundPerson {
  /** Null: only the directory knows them. */
  readonly id: string | null;
  readonly username: string;
  readonly display_name: string;
  readonly mail: string | null;
  readonly department: string | null;
}

interface FoundGroup {
  readonly id: string;
  readonly name: string;
  readonly members: number;
}

interface Found {
  readonly people: readonly FoundPerson[];
  readonly groups: readonly FoundGroup[];
  readonly incomplete?: true;
}

/** What goes along when a row is chosen. */
interface Choice {
  readonly row: HTMLElement;
  readonly name: string;
  readonly person: string;
  readonly knownAs: string;
  readonly group: string;
}

/** The fields for people that the page has. */
export function findPeople(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-person-field]'))
    new PersonField(place).start();
}

/**
 * A combobox with a list, as the ARIA Authoring Practices describe the one with manual selection: the focus stays in the
 * field, arrows move through the list, Enter takes the row, Escape closes the list.
 */
class PersonField {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #status: HTMLElement;
  readonly #withGroups: boolean;
  readonly #without: ReadonlySet<string>;
  #choices: readonly Choice[] = [];
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | undefined;

  constructor(private readonly place: HTMLElement) {
    this.#input = place.querySelector('input[role=combobox]')!;
    this.#list = place.querySelector('[role=listbox]')!;
    this.#status = place.querySelector('[role=status]')!;
    this.#withGroups = place.dataset.groups !== undefined;
    this.#without = new Set(place.dataset.without?.split(' '));
  }

  start(): void {
    const input = this.#input;
    input.addEventListener('input', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#pressed(event));
    input.addEventListener('blur', () => this.#close());
    input.addEventListener('click', () => this.#open());
    // After a reset the field is empty, and so is what was chosen.
    input.form?.addEventListener('reset', () => this.#forget());
    // The field keeps the focus.
    this.#list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.#list.addEventListener('click', ({ target }) => {
      const row = (target as Element).closest('[role=option]');
      const choice = this.#choices.find((each) => each.row === row);
      if (choice !== undefined) this.#choose(choice);
    });
    addEventListener('online', () => {
      if (this.#status.dataset.problem !== undefined) this.#soon();
    });
    // Somebody was faster than this script.
    if (document.activeElement === input && input.value !== input.defaultValue) this.#typed();
  }

  #typed(): void {
    this.#take({ person: '', knownAs: '', group: '' });
    this.#soon();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    if (this.#input.value.trim() === '') this.#forget();
    else this.#timer = setTimeout(() => void this.#search(), TYPING_PAUSE_MS);
  }

  async #search(): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const { signal } = asking;
    const query = new URLSearchParams({
      q: this.#input.value.trim().slice(0, 100),
      // One more shows that there are others; those who are not offered may be among them.
      limit: String(SHOWN + 1 + this.#without.size),
    });
    try {
      const response = await fetchSignedIn(here(`/api/people?${query}`), {
        signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      });
      if (!response.ok) throw new Error(`${response.status}`);
      const found = (await response.json()) as Found;
      if (!signal.aborted) this.#show(found);
    } catch (error) {
      // What was typed stays, and the next letter asks again.
      if (error instanceof SignedOut) this.#say('');
      else if (!signal.aborted) this.#say(messages.peopleUnreachable, { isProblem: true });
    }
  }

  #show(found: Found): void {
    const groups = this.#withGroups ? found.groups.map((each) => this.#groupRow(each)) : [];
    const people = found.people
      .filter(({ id }) => id === null || !this.#without.has(id))
      .map((each) => this.#personRow(each));
    const all = [...groups.slice(0, SHOWN / 2), ...people];
    this.#choices = all.slice(0, SHOWN);
    this.#choices.forEach(({ row }, i) => (row.id = `${this.#list.id}-${i}`));
    this.#list.replaceChildren(...this.#choices.map(({ row }) => row));
    this.#setActive(-1);
    if (this.#choices.length === 0) this.#close();
    else if (document.activeElement === this.#input) this.#open();
    const n = this.#choices.length;
    const count =
      n === 0
        ? messages.nobodyFound
        : fill(all.length > SHOWN ? messages.morePeople : messages.found, { n });
    if (found.incomplete)
      this.#say(`${count} ${messages.peopleIncomplete}`.trim(), { isProblem: true });
    else this.#say(count, { isProblem: n === 0 });
  }

  #personRow(person: FoundPerson): Choice {
    const { id, username, display_name: name, mail, department } = person;
    const face = element('span', {
      className: `initials hue-${hueOf(username)}`,
      textContent: initialsOf(name),
    });
    face.setAttribute('aria-hidden', 'true');
    // Where there is no picture, the server sends an image of nothing.
    if (id !== null) {
      const src = here(`/api/people/${encodeURIComponent(id)}/picture?or=blank`);
      face.append(element('img', { className: 'portrait', alt: '', width: 26, height: 26, src }));
    }
    const about = [mail ?? username, department].filter(Boolean).join(' · ');
    const row = rowOf(face, name, about);
    return { row, name, person: id ?? '', knownAs: username, group: '' };
  }

  #groupRow({ id, name, members }: FoundGroup): Choice {
    const icon = this.place.querySelector('template')?.content.cloneNode(true);
    const face = element('span', { className: 'initials initials-more' }, icon ? [icon] : []);
    const row = rowOf(face, name, fill(messages.groupMembers, { n: members }));
    return { row, name, person: '', knownAs: '', group: id };
  }

  #pressed(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const last = this.#choices.length - 1;
    const isOpen = !this.#list.hidden;
    const at = this.#active;
    const chosen = this.#choices[at];
    const moves: Record<string, () => void> = {
      ArrowDown: () => this.#moveTo(event.altKey ? at : at >= last ? 0 : at + 1),
      ArrowUp: () => (event.altKey ? this.#close() : this.#moveTo(at <= 0 ? last : at - 1)),
      // In the text these move the cursor.
      ...(isOpen && at >= 0 && { Home: () => this.#moveTo(0), End: () => this.#moveTo(last) }),
      ...(isOpen && chosen && { Enter: () => this.#choose(chosen) }),
      // A second one closes the dialog that the field is in.
      ...(isOpen && { Escape: () => this.#close() }),
    };
    const move = moves[event.key];
    if (move === undefined || last < 0) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  #moveTo(index: number): void {
    this.#open();
    this.#setActive(index);
  }

  #setActive(index: number): void {
    this.#choices[this.#active]?.row.setAttribute('aria-selected', 'false');
    this.#active = index;
    const row = this.#choices[index]?.row;
    row?.setAttribute('aria-selected', 'true');
    row?.scrollIntoView({ block: 'nearest' });
    if (row === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', row.id);
  }

  #open(): void {
    if (this.#choices.length === 0) return;
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
  }

  #close(): void {
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#setActive(-1);
  }

  #choose(choice: Choice): void {
    this.#forget();
    this.#input.value = choice.name;
    this.#take(choice);
    const about = choice.row.querySelector('small')?.textContent ?? '';
    this.#say(fill(messages.personChosen, { name: choice.name, about }), { isShown: true });
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#choices = [];
    this.#list.replaceChildren();
    this.#close();
    this.#take({ person: '', knownAs: '', group: '' });
    this.#say('');
  }

  #take({ person, knownAs, group }: Pick<Choice, 'person' | 'knownAs' | 'group'>): void {
    const values = { person, known_as: knownAs, group };
    for (const [name, value] of Object.entries(values)) {
      const field = this.place.querySelector<HTMLInputElement>(`input[name=${name}]`);
      if (field !== null) field.value = value;
    }
  }

  /** Read out politely; what is a problem, or who was chosen, is shown as well. */
  #say(sentence: string, as: { isProblem?: boolean; isShown?: boolean } = {}): void {
    const { isProblem = false, isShown = isProblem } = as;
    this.#status.textContent = sentence;
    this.#status.classList.toggle('visually-hidden', !isShown);
    if (isProblem) this.#status.dataset.problem = '';
    else delete this.#status.dataset.problem;
  }
}

function rowOf(face: HTMLElement, name: string, about: string): HTMLElement {
  const texts = element('span', { className: 'person-option' }, [
    element('span', { textContent: name }),
    element('small', { textContent: about }),
  ]);
  const row = element('li', {}, [face, texts]);
  row.setAttribute('role', 'option');
  row.setAttribute('aria-selected', 'false');
  return row;
}
