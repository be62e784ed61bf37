import { showToast } from './toast.js';
import { element } from './element.js';
import { fill, messages } from './messages.js';
import { here } from './here.js';
import { fetchSignedIn, hideSignedOut, tellSignedOut } from './signed-out.js';

const AT_ONCE = 2;

/** Why a file was refused, by HTTP status; the same for new documents and new versions. */
export const REASONS: Readonly<Record<number, string>> = {
  0: messages.connectionLost,
  401: messages.signedOut,
  413: messages.tooLarge,
  415: messages.unsupported,
  422: messages.mismatch,
};

export interface UploadTarget {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a file and shows the progress in its row; resolves when the request has ended, also if it failed. */
export function sendFile(
  request: XMLHttpRequest,
  file: File,
  row: UploadRow,
  { method, url, headers = {} }: UploadTarget,
): Promise<void> {
  return new Promise((resolve) => {
    request.upload.addEventListener('progress', (event) =>
      row.moved(Math.floor((event.loaded / event.total) * 100)),
    );
    request.addEventListener('loadend', () => {
      if (request.status === 401) tellSignedOut();
      else if (request.status !== 0) hideSignedOut();
      resolve();
    });
    request.open(method, here(url));
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    row.moved(0);
    request.send(file);
  });
}

export interface UploadRules {
  readonly maxBytes: number;
  /** Formats that no editor writes, with the one that takes their place. */
  readonly oldFormats: Readonly<Record<string, string>>;
}

/** A queue of uploads: two at a time, each file with its own row. */
export class Uploads {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly rules: UploadRules,
    private readonly stored: () => void,
  ) {
    addEventListener('beforeunload', (event) => {
      if (this.#running > 0) event.preventDefault();
    });
  }

  add(files: Iterable<File>): void {
    for (const file of files) this.#add(file);
  }

  #add(file: File): void {
    const request: { current?: XMLHttpRequest; cancelled: boolean } = { cancelled: false };
    const row = new UploadRow(file.name, {
      cancel: () => {
        request.cancelled = true;
        request.current?.abort();
        row.root.remove();
        this.#tidy();
        showToast(fill(messages.uploadCancelled, { name: file.name }));
      },
      retry: () => enqueue(),
    });
    const enqueue = (): void => {
      row.waiting();
      this.#waiting.push(async () => {
        if (request.cancelled) return;
        request.current = new XMLHttpRequest();
        await this.#send(file, row, request.current);
      });
      this.#next();
    };
    this.place.hidden = false;
    this.place.append(row.root);
    if (file.size > this.rules.maxBytes) this.#fail(file, row, messages.tooLarge);
    else enqueue();
  }

  #next(): void {
    if (this.#running >= AT_ONCE) return;
    const send = this.#waiting.shift();
    if (send === undefined) return;
    this.#running += 1;
    void send().finally(() => {
      this.#running -= 1;
      this.#next();
    });
  }

  async #send(file: File, row: UploadRow, request: XMLHttpRequest): Promise<void> {
    const url = `/api/documents?title=${encodeURIComponent(file.name)}`;
    await sendFile(request, file, row, { method: 'POST', url });
    if (request.status === 201) this.#done(file, row, request);
    else if (row.root.isConnected)
      this.#fail(file, row, REASONS[request.status] ?? messages.failed);
  }

  #done(file: File, row: UploadRow, request: XMLHttpRequest): void {
    const created = JSON.parse(request.responseText) as { id: string; file_type: string };
    const { id, file_type: from } = created;
    const to = this.rules.oldFormats[from];
    row.done(
      here(`/documents/${id}`),
      to === undefined ? undefined : this.#conversion(row, id, to),
    );
    showToast(fill(messages.uploaded, { name: file.name }));
    this.stored();
  }

  /** An old format is left with the first change; whoever wants to may do it at once. */
  #conversion(row: UploadRow, id: string, to: string): ConversionOffer {
    const convert = async (): Promise<void> => {
      const href = here(`/documents/${id}`);
      row.converting(to);
      const response = await fetchSignedIn(here(`/api/documents/${id}/convert`), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ to }),
      }).catch(() => undefined);
      const problem: unknown =
        response?.ok === false ? await response.json().catch(() => ({})) : {};
      if ((problem as { code?: string }).code === 'converter/password-needed')
        return location.assign(`${href}/convert?to=${to}&password=needed`);
      row.done(href);
      row.note(fill(response?.ok ? messages.uploadConverted : messages.notContinued, { to }));
      this.stored();
    };
    return { to, act: () => void convert() };
  }

  #fail(file: File, row: UploadRow, reason: string): void {
    row.failed(reason);
    showToast(fill(messages.uploadFailed, { name: file.name, reason }));
  }

  #tidy(): void {
    this.place.hidden = this.place.childElementCount === 0;
  }
}

export interface UploadActions {
  readonly cancel: () => void;
  readonly retry: () => void;
}

export interface ConversionOffer {
  readonly to: string;
  readonly act: () => void;
}

/** One file being uploaded: name, progress, and buttons to cancel, retry and dismiss. */
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
    // All bytes are sent but not stored yet, so it is not done.
    this.#show('running', percent < 100 ? `${percent} %` : messages.finishing);
  }

  done(href: string, conversion?: ConversionOffer): void {
    this.#progress.value = 100;
    this.#show('done', conversion === undefined ? '' : messages.uploadOld);
    this.#offer([
      ...(conversion === undefined
        ? []
        : [
            this.#button(
              fill(messages.convertTo, { to: conversion.to }),
              fill(messages.convertOf, { to: conversion.to }),
              conversion.act,
            ),
          ]),
      element('a', { href, textContent: messages.open, className: 'button small' }),
      this.#button(messages.dismiss, messages.dismissOf, () => this.root.remove()),
    ]);
  }

  converting(to: string): void {
    this.#show('running', fill(messages.uploadConverting, { to }));
    this.#offer([]);
  }

  /** What became of it, also for those who do not look at the row. */
  note(text: string): void {
    this.#state.textContent = text;
    showToast(text);
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

  /** The focus stays on the row when its button is replaced. */
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
