import type { Words } from './words.js';

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** Asks for a new title and shows it at once, as the real editor does; the host tells when it is another one. */
export class RenameForm {
  readonly #open = find<HTMLButtonElement>('renaming');
  readonly #form = find<HTMLFormElement>('rename');
  readonly #name = find<HTMLInputElement>('name');
  readonly #heading = find('title');

  constructor(words: Words, rename: (title: string) => void) {
    this.#open.textContent = words.rename;
    this.#name.setAttribute('aria-label', words.newTitle);
    find('renamed').textContent = words.rename;
    this.#open.addEventListener('click', () => this.#show(true));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      this.#showAsked(name);
      rename(name);
      this.#show(false);
    });
    this.#form.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#show(false));
  }

  offer(allowed: boolean): void {
    this.#open.hidden = !allowed;
  }

  #showAsked(name: string): void {
    const extension = /\.[^.]*$/.exec(this.#heading.textContent ?? '')?.[0] ?? '';
    if (name !== '') this.#heading.textContent = `${name}${extension}`;
  }

  /** The host keeps the extension; people type the name only. */
  #show(open: boolean): void {
    this.#form.hidden = !open;
    this.#heading.hidden = open;
    this.#open.hidden = open;
    if (!open) return this.#open.focus();
    this.#name.value = (this.#heading.textContent ?? '').replace(/\.[^.]*$/, '');
    this.#name.select();
  }
}
