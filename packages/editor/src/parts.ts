type Children = readonly (Node | string)[];

export function made<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  children: Children = [],
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

export function button(text: string, className: string, act: () => void): HTMLButtonElement {
  const element = made('button', className, [text]);
  element.type = 'button';
  element.addEventListener('click', act);
  return element;
}

/** The search starts when the person pauses for this long. */
const TYPING_PAUSE_MS = 200;

/** A field that finds while the person types. `find` is called with what stands in it, at the pauses. */
export function searchField(label: string, find: (query: string) => void): HTMLLabelElement {
  const input = made('input', '');
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Of a `search`, Escape would empty the field in place of closing the dialog.
  input.type = 'text';
  input.enterKeyHint = 'search';
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => find(input.value.trim()), TYPING_PAUSE_MS);
  });
  return made('label', 'field', [label, input]);
}

/** A dialog of the element, above its page: nothing in the editor's frame can reach it. */
export class Dialog {
  readonly body = made('div', 'body');
  /** Once it is gone, whoever closed it. */
  readonly closed: Promise<void>;
  readonly #element = made('dialog', 'dialog');
  readonly #problem = made('p', 'problem');
  readonly #close: HTMLButtonElement;

  constructor(root: ParentNode & Node, title: string, close: string) {
    const heading = made('h2', 'title', [title]);
    heading.id = 'dialog-title';
    this.#element.setAttribute('aria-labelledby', heading.id);
    this.#problem.setAttribute('role', 'alert');
    this.#close = button(close, '', () => this.close());
    const actions = made('div', 'actions', [this.#close]);
    this.#element.append(heading, this.body, this.#problem, actions);
    this.closed = new Promise((resolve) => {
      this.#element.addEventListener('close', () => {
        this.#element.remove();
        resolve();
      });
    });
    root.append(this.#element);
  }

  /**
   * Once the body has what it is for: its first field gets the keyboard. `isUnasked`: the button that closes it does,
   * because whoever types just now would answer unawares.
   */
  show(isUnasked = false): void {
    this.#close.autofocus = isUnasked;
    this.#element.showModal();
  }

  /** Empty: nothing is wrong any more. */
  say(problem: string): void {
    this.#problem.textContent = problem;
  }

  close(): void {
    this.#element.close();
  }
}
