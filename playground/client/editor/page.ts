import { moveCaret, type TextOperation } from '../../text-operation.js';
import type { Messages } from './messages.js';

export interface Person {
  readonly connection: number;
  readonly id: string;
  readonly name: string;
  readonly editing: boolean;
}

export const element = <T extends HTMLElement = HTMLElement>(id: string): T => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
};

/** The elements of the editor's page; contains no logic of the session. */
export class Page {
  readonly text = element<HTMLTextAreaElement>('text');
  readonly save = element<HTMLButtonElement>('save');
  readonly touch = element<HTMLButtonElement>('touch');
  readonly #messages: Messages;
  /** Addresses of pictures by a person's id; undefined where none was given yet. */
  readonly #faces = new Map<string, string | undefined>();
  #present: { readonly people: readonly Person[]; readonly own: number } = { people: [], own: 0 };

  constructor(messages: Messages, language: string) {
    this.#messages = messages;
    document.documentElement.lang = language;
    element('banner').textContent = messages.banner;
    element('label').textContent = messages.text;
    element('people').setAttribute('aria-label', messages.people);
    this.save.textContent = messages.save;
    this.touch.textContent = messages.touch;
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

  /** Returns the ids of those whose picture was not asked for yet. */
  people(people: readonly Person[], own: number): readonly string[] {
    this.#present = { people, own };
    const items = people.map(({ connection, name, id, editing }) => {
      const item = document.createElement('li');
      const note = connection === own ? this.#messages.you : editing ? '' : this.#messages.views;
      item.append(...this.#faceOf(id), [name || id, note].filter(Boolean).join(' '));
      item.dataset.editing = String(editing);
      return item;
    });
    element('people').replaceChildren(...items);
    const unknown = people.map(({ id }) => id).filter((id) => !this.#faces.has(id));
    for (const id of unknown) this.#faces.set(id, undefined);
    return [...new Set(unknown)];
  }

  faces(users: readonly { readonly id?: string; readonly image?: string }[]): void {
    for (const { id, image } of users) if (id !== undefined) this.#faces.set(id, image);
    this.people(this.#present.people, this.#present.own);
  }

  #faceOf(id: string): readonly HTMLImageElement[] {
    const src = this.#faces.get(id);
    if (src === undefined) return [];
    return [Object.assign(document.createElement('img'), { alt: '', width: 24, height: 24, src })];
  }

  show(content: {
    kind: string;
    text: string;
    size: number;
    editing: boolean;
    /** Whether the text itself may be changed, by whoever is editing. */
    writable: boolean;
  }): void {
    const opaque = content.kind === 'opaque';
    element('opaque').textContent =
      `${this.#messages.opaque} ${content.size} ${this.#messages.bytes}`;
    element('opaque').hidden = !opaque;
    const { text, paragraphs, cells, slides, form } = this.#messages;
    const labels: Readonly<Record<string, string>> = { paragraphs, cells, slides, form };
    element('label').textContent = labels[content.kind] ?? text;
    this.text.dataset.kind = content.kind;
    element('label').hidden = opaque;
    this.text.hidden = opaque;
    this.text.value = content.text;
    this.text.disabled = false;
    this.text.readOnly = !content.writable;
    this.touch.hidden = !opaque || !content.editing;
    this.state(content.editing ? this.#messages.sent : this.#messages.viewing);
  }

  /** The Tab key leads to the next cell, where there are cells to change. True when it did. */
  nextCell(): boolean {
    if (this.text.dataset.kind !== 'cells' || this.text.readOnly) return false;
    this.text.setRangeText('\t', this.text.selectionStart, this.text.selectionEnd, 'end');
    return true;
  }

  /** Makes the text read-only; it can still be copied. */
  freeze(): void {
    document.getElementById('comments')?.remove();
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

  /** A button in the toolbar; hidden until its flow shows it. */
  tool(id: string, label: string, press: () => void): HTMLButtonElement {
    const made = button(label, press);
    made.id = id;
    made.hidden = true;
    element('tools').append(made);
    return made;
  }

  /** A panel below the messages, in place of one with the same id. */
  panel(id: string, label: string, children: readonly (Node | string)[]): HTMLElement {
    document.getElementById(id)?.remove();
    const panel = document.createElement('section');
    panel.id = id;
    panel.className = 'panel';
    panel.setAttribute('aria-label', label);
    panel.append(...children);
    element('message').after(panel);
    return panel;
  }
}

export function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}
