import { element } from './page.js';
import type { Flow } from './flow.js';
import type { Messages } from './messages.js';

export const renaming: Flow = ({ host, messages }) => {
  const form = new RenameForm(messages, (title) => host.emit('onRequestRename', title));
  return {
    opened: ({ editorConfig: can }) => form.offer(can.canRename === true && can.mode !== 'view'),
  };
};

/** Requests a new title and shows it at once, as the real editor does; the host corrects it if necessary. */
class RenameForm {
  readonly #open = element<HTMLButtonElement>('renaming');
  readonly #form = element<HTMLFormElement>('rename');
  readonly #name = element<HTMLInputElement>('name');
  readonly #heading = element('title');

  constructor(messages: Messages, rename: (title: string) => void) {
    this.#open.textContent = messages.rename;
    this.#name.setAttribute('aria-label', messages.newTitle);
    element('renamed').textContent = messages.rename;
    this.#open.addEventListener('click', () => this.#show(true));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      const name = this.#name.value.trim();
      this.#showRequested(name);
      rename(name);
      this.#show(false);
    });
    this.#form.addEventListener('keydown', ({ key }) => key === 'Escape' && this.#show(false));
  }

  offer(allowed: boolean): void {
    this.#open.hidden = !allowed;
  }

  #showRequested(name: string): void {
    const extension = /\.[^.]*$/.exec(this.#heading.textContent ?? '')?.[0] ?? '';
    if (name !== '') this.#heading.textContent = `${name}${extension}`;
  }

  /** People enter the name without its extension, which the host keeps. */
  #show(open: boolean): void {
    this.#form.hidden = !open;
    this.#heading.hidden = open;
    this.#open.hidden = open;
    if (!open) return this.#open.focus();
    this.#name.value = (this.#heading.textContent ?? '').replace(/\.[^.]*$/, '');
    this.#name.select();
  }
}
