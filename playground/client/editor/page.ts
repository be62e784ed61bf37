import { moveCaret, type TextOperation } from '../../text-operation.js';
import type { Messages } from './messages.js';

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

/** The elements of the editor's page; contains no logic of the session. */
export class Page {
  readonly text = element<HTMLTextAreaElement>('text');
  readonly save = element<HTMLButtonElement>('save');
  readonly touch = element<HTMLButtonElement>('touch');
  readonly history = element<HTMLButtonElement>('history');
  readonly close = element<HTMLButtonElement>('close');
  readonly #messages: Messages;

  constructor(messages: Messages, language: string) {
    this.#messages = messages;
    document.documentElement.lang = language;
    element('banner').textContent = messages.banner;
    element('label').textContent = messages.text;
    element('people').setAttribute('aria-label', messages.people);
    this.save.textContent = messages.save;
    this.touch.textContent = messages.touch;
    this.history.textContent = messages.history;
    this.close.textContent = messages.close;
    this.state(messages.loading);
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
      const note = connection === own ? this.#messages.you : editing ? '' : this.#messages.views;
      item.textContent = [name || id, note].filter(Boolean).join(' ');
      item.dataset.editing = String(editing);
      return item;
    });
    element('people').replaceChildren(...items);
  }

  show(content: { kind: string; text: string; size: number; editing: boolean }): void {
    const opaque = content.kind === 'opaque';
    element('opaque').textContent =
      `${this.#messages.opaque} ${content.size} ${this.#messages.bytes}`;
    element('opaque').hidden = !opaque;
    element('label').textContent =
      content.kind === 'paragraphs' ? this.#messages.paragraphs : this.#messages.text;
    element('label').hidden = opaque;
    this.text.hidden = opaque;
    this.text.value = content.text;
    this.text.disabled = false;
    this.text.readOnly = !content.editing;
    this.touch.hidden = !opaque || !content.editing;
    this.state(content.editing ? this.#messages.sent : this.#messages.viewing);
  }

  /** Makes the text read-only; it can still be copied. */
  freeze(): void {
    this.text.readOnly = true;
    this.save.hidden = true;
    this.touch.hidden = true;
  }

  /** Applies a remote change and keeps the caret and the selection at their place in the text. */
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
    panel.setAttribute('aria-label', this.#messages.history);
    const list = document.createElement('ol');
    list.append(...entries.map((entry) => this.#version(entry, act.restore)));
    const leave = (): void => {
      panel.remove();
      this.history.focus();
      act.back();
    };
    panel.append(button(this.#messages.back, leave), list);
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
        button(this.#messages.restore, () => restore(entry.version)),
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

/** Requests a new title and shows it at once, as the real editor does; the host corrects it if necessary. */
export class RenameForm {
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
