import { button, Dialog, made } from './parts.js';
import { STYLE } from './style.js';
import { saidBy, type Failure } from './session.js';
import type { Texts } from './texts.js';

let sheet: CSSStyleSheet | undefined;

function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
}

/** What the element draws itself, around the frame and in its place. */
export class Surface {
  readonly #panel = made('div', 'panel');
  readonly #notice = made('div', 'notice');
  readonly #slot = made('div', 'box');
  readonly #skip: HTMLButtonElement;
  readonly #end = made('span', 'end');
  #texts: Texts;

  constructor(
    root: ShadowRoot,
    texts: Texts,
    private readonly retry: () => void,
  ) {
    this.#texts = texts;
    root.adoptedStyleSheets = [styleSheet()];
    this.#panel.setAttribute('part', 'panel');
    this.#notice.setAttribute('part', 'notice');
    this.#notice.setAttribute('role', 'status');
    this.#end.tabIndex = -1;
    this.#end.setAttribute('role', 'note');
    this.#skip = button('', 'skip', () => this.#passBy());
    this.#end.addEventListener('blur', () => (this.#end.tabIndex = -1));
    this.#slot.append(this.#skip, this.#notice, this.#end, this.#panel);
    root.append(this.#slot);
    this.clear();
  }

  speak(texts: Texts): void {
    this.#texts = texts;
    this.#skip.textContent = texts.skip;
    this.#end.setAttribute('aria-label', texts.end);
  }

  /** Nothing is shown: no frame, no sentence. */
  clear(): void {
    for (const gone of this.#slot.querySelectorAll('iframe, dialog')) gone.remove();
    this.#panel.hidden = true;
    this.#notice.hidden = true;
    this.#skip.hidden = true;
  }

  loading(): void {
    this.clear();
    const spinner = made('div', 'spinner');
    spinner.setAttribute('aria-hidden', 'true');
    this.#show('status', [spinner, made('p', '', [this.#texts.loading])]);
  }

  slow(): void {
    if (this.#panel.hidden) return;
    const { slow, retry } = this.#texts;
    this.#panel.append(made('p', 'said', [slow]), this.#actions(retry));
  }

  place(frame: HTMLIFrameElement): void {
    frame.title = this.#texts.editor;
    this.#end.before(frame);
    this.#skip.hidden = false;
  }

  entitle(title: string): void {
    const frame = this.#slot.querySelector('iframe');
    if (frame !== null) frame.title = this.#texts.editorOf(title);
  }

  reveal(): void {
    this.#panel.hidden = true;
  }

  closed(): void {
    this.clear();
    const { closed, openAgain } = this.#texts;
    this.#show('status', [made('p', 'title', [closed]), this.#actions(openAgain)]);
  }

  failed(failure: Failure): void {
    const { code, details } = failure;
    this.clear();
    const { title, todo } = this.#texts.failures[code];
    const said = code === 'session' ? saidBy(failure) : undefined;
    this.#show('alert', [
      made('p', 'title', [title]),
      ...(said ? [made('p', 'said', [said])] : []),
      made('p', '', [todo]),
      code === 'private' ? this.#link(details.url) : this.#actions(this.#texts.retry),
    ]);
  }

  notice(sentence: string, offersRetry: boolean): void {
    const dismiss = button(this.#texts.dismiss, '', () => (this.#notice.hidden = true));
    this.#notice.replaceChildren(
      made('p', '', [sentence]),
      ...(offersRetry ? [button(this.#texts.retry, 'primary', this.retry)] : []),
      dismiss,
    );
    this.#notice.hidden = false;
  }

  dialog(title: string): Dialog {
    return new Dialog(this.#slot, title, this.#texts.close);
  }

  /** The first thing in it that can be used. */
  focus(): void {
    this.#panel.querySelector<HTMLElement>('button, a')?.focus();
  }

  /** Behind the frame. From an element that Tab passes over, Chromium starts anew at the first one in here. */
  #passBy(): void {
    this.#end.tabIndex = 0;
    this.#end.focus();
  }

  #show(role: 'status' | 'alert', children: readonly Node[]): void {
    this.#panel.setAttribute('role', role);
    this.#panel.replaceChildren(...children);
    this.#panel.hidden = false;
  }

  #actions(text: string): HTMLElement {
    return made('div', 'actions', [button(text, 'primary', this.retry)]);
  }

  /** In a tab of its own, which learns nothing of this page. */
  #link(url: string | undefined): HTMLElement {
    const actions = this.#actions(this.#texts.retry);
    if (url === undefined) return actions;
    const link = made('a', 'primary', [this.#texts.openInKontor]);
    Object.assign(link, { href: url, target: '_blank', rel: 'noopener noreferrer' });
    actions.replaceChildren(link);
    return actions;
  }
}
