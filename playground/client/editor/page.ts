import { moveCaret, type TextOperation } from '../../text-operation.js';
import type { Words } from './words.js';

export interface Person {
  readonly connection: number;
  readonly id: string;
  readonly name: string;
  readonly editing: boolean;
}

export interface VersionEntry {
  readonly version: number | string;
  readonly created?: string;
  readonly user?: { readonly name?: string };
}

const element = <T extends HTMLElement = HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
};

/** What the editor's page shows; it decides nothing. */
export class Page {
  readonly text = element<HTMLTextAreaElement>('text');
  readonly save = element<HTMLButtonElement>('save');
  readonly touch = element<HTMLButtonElement>('touch');
  readonly history = element<HTMLButtonElement>('history');
  readonly close = element<HTMLButtonElement>('close');
  readonly #words: Words;

  constructor(words: Words, language: string) {
    this.#words = words;
    document.documentElement.lang = language;
    element('banner').textContent = words.banner;
    element('label').textContent = words.text;
    element('people').setAttribute('aria-label', words.people);
    this.save.textContent = words.save;
    this.touch.textContent = words.touch;
    this.history.textContent = words.history;
    this.close.textContent = words.close;
    this.state(words.loading);
  }

  title(title: string): void {
    element('title').textContent = title;
    document.title = title;
  }

  state(text: string): void {
    element('state').textContent = text;
  }

  message(text: string, kind: 'info' | 'problem' = 'info'): void {
    const message = element('message');
    message.textContent = text;
    message.dataset.kind = kind;
  }

  people(people: readonly Person[], own: number): void {
    const items = people.map(({ connection, name, id, editing }) => {
      const item = document.createElement('li');
      const note = connection === own ? this.#words.you : editing ? '' : this.#words.views;
      item.textContent = [name || id, note].filter(Boolean).join(' ');
      item.dataset.editing = String(editing);
      return item;
    });
    element('people').replaceChildren(...items);
  }

  show(content: { kind: string; text: string; size: number; editing: boolean }): void {
    const opaque = content.kind === 'opaque';
    element('opaque').textContent = `${this.#words.opaque} ${content.size} ${this.#words.bytes}`;
    element('opaque').hidden = !opaque;
    element('label').textContent =
      content.kind === 'paragraphs' ? this.#words.paragraphs : this.#words.text;
    element('label').hidden = opaque;
    this.text.hidden = opaque;
    this.text.value = content.text;
    this.text.disabled = false;
    this.text.readOnly = !content.editing;
    this.touch.hidden = !opaque || !content.editing;
    this.state(content.editing ? this.#words.sent : this.#words.viewing);
  }

  /** No more writing; the text stays there to be copied. */
  freeze(): void {
    this.text.readOnly = true;
    this.save.hidden = true;
    this.touch.hidden = true;
  }

  /** Somebody else's change, with the own caret and selection kept where they are in the text. */
  change(text: string, operation: TextOperation): void {
    const { selectionStart, selectionEnd, selectionDirection, scrollTop } = this.text;
    this.text.value = text;
    const [start, end] = [moveCaret(selectionStart, operation), moveCaret(selectionEnd, operation)];
    this.text.setSelectionRange(start, end, selectionDirection);
    this.text.scrollTop = scrollTop;
  }

  versions(
    entries: readonly VersionEntry[],
    act: { restore?: (version: number | string) => void; back: () => void },
  ): void {
    document.getElementById('versions')?.remove();
    const panel = document.createElement('section');
    panel.id = 'versions';
    panel.setAttribute('aria-label', this.#words.history);
    const list = document.createElement('ol');
    list.append(...entries.map((entry) => this.#version(entry, act.restore)));
    const leave = (): void => {
      panel.remove();
      this.history.focus();
      act.back();
    };
    panel.append(button(this.#words.back, leave), list);
    element('message').after(panel);
    panel.querySelector('button')?.focus();
  }

  #version(entry: VersionEntry, restore?: (version: number | string) => void): HTMLElement {
    const item = document.createElement('li');
    const said = [String(entry.version), entry.created, entry.user?.name]
      .filter(Boolean)
      .join(' · ');
    item.append(said);
    if (restore)
      item.append(
        ' ',
        button(this.#words.restore, () => restore(entry.version)),
      );
    return item;
  }
}

function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}

/** Asks for a new title and shows it at once, as the real editor does; the host tells when it is another one. */
export class RenameForm {
  readonly #open = element<HTMLButtonElement>('renaming');
  readonly #form = element<HTMLFormElement>('rename');
  readonly #name = element<HTMLInputElement>('name');
  readonly #heading = element('title');

  constructor(words: Words, rename: (title: string) => void) {
    this.#open.textContent = words.rename;
    this.#name.setAttribute('aria-label', words.newTitle);
    element('renamed').textContent = words.rename;
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
