import { element } from './element.js';
import { fill, messages } from './messages.js';

export interface UploadActions {
  readonly cancel: () => void;
  readonly retry: () => void;
}

/** One file on its way: name, progress, what can be done about it. */
export class UploadRow {
  readonly #progress = element('progress', { max: 100, value: 0 });
  readonly #state = element('span', { className: 'upload-state', textContent: messages.waiting });
  readonly #buttons = element('span', { className: 'upload-buttons' });
  readonly #name: string;
  readonly root: HTMLElement;

  constructor(
    name: string,
    private readonly actions: UploadActions,
  ) {
    this.#name = name;
    this.#progress.setAttribute('aria-label', name);
    const title = element('span', { className: 'upload-name', textContent: name, title: name });
    this.root = element('div', { className: 'upload-row' }, [
      title,
      this.#progress,
      this.#state,
      this.#buttons,
    ]);
    this.waiting();
  }

  waiting(): void {
    this.#show('loading', messages.waiting);
    this.#progress.value = 0;
    this.#offer([this.#button(messages.cancel, messages.cancelOf, this.actions.cancel)]);
  }

  moved(percent: number): void {
    this.#progress.value = percent;
    // All bytes are sent, but not yet stored: saying "done" now would be untrue.
    this.#show('running', percent < 100 ? `${percent} %` : messages.finishing);
  }

  done(href: string): void {
    this.#progress.value = 100;
    this.#show('done', '');
    this.#offer([
      element('a', { href, textContent: messages.open, className: 'button small' }),
      this.#button(messages.dismiss, messages.dismissOf, () => this.root.remove()),
    ]);
  }

  failed(reason: string): void {
    this.#show('failed', reason);
    this.#offer([
      this.#button(messages.retry, messages.retryOf, this.actions.retry),
      this.#button(messages.dismiss, messages.dismissOf, () => this.root.remove()),
    ]);
  }

  #show(state: string, text: string): void {
    this.root.dataset.state = state;
    this.#state.textContent = text;
  }

  /** The focus stays on the row when its button makes way for another. */
  #offer(buttons: HTMLElement[]): void {
    const hadFocus = this.#buttons.contains(document.activeElement);
    this.#buttons.replaceChildren(...buttons);
    if (hadFocus) buttons[0]?.focus();
  }

  #button(text: string, label: string, act: () => void): HTMLElement {
    const button = element('button', {
      type: 'button',
      textContent: text,
      className: 'button small',
    });
    button.setAttribute('aria-label', fill(label, { name: this.#name }));
    button.addEventListener('click', act);
    return button;
  }
}
