import { element } from './element.js';

const PAUSE_MS = 120;

interface Person {
  readonly username: string;
  readonly display_name: string;
}

/** Fills the field's list with people whose name starts as typed. */
export function suggestPeople(input: HTMLInputElement, list: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const suggest = async (): Promise<void> => {
    const prefix = input.value.trim();
    if (prefix === '') return;
    const response = await fetch(`/people?starting_with=${encodeURIComponent(prefix)}`);
    if (!response.ok) return;
    const { people } = (await response.json()) as { people: readonly Person[] };
    list.replaceChildren(
      ...people.map((person) =>
        element('option', { value: person.username, textContent: person.display_name }),
      ),
    );
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void suggest().catch(() => undefined), PAUSE_MS);
  });
}
