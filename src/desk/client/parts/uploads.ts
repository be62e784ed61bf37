import { showToast } from './toast.js';
import { UploadRow } from './upload-row.js';
import { fill, messages } from './messages.js';

const AT_ONCE = 2;

/** Why a file was not taken, when it is the same wherever a file is sent. */
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

/** Sends the bytes of a file and shows how far it is; resolves when there is an answer, or none will come. */
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
    request.addEventListener('loadend', () => resolve());
    request.open(method, url);
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'application/octet-stream');
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    row.moved(0);
    request.send(file);
  });
}

/** Sends files one after the other, two at a time, each with its own row. */
export class Uploads {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(
    private readonly place: HTMLElement,
    private readonly maxBytes: number,
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
    if (file.size > this.maxBytes) this.#fail(file, row, messages.tooLarge);
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
    const { id } = JSON.parse(request.responseText) as { id: string };
    row.done(`/documents/${id}`);
    showToast(fill(messages.uploaded, { name: file.name }));
    this.stored();
  }

  #fail(file: File, row: UploadRow, reason: string): void {
    row.failed(reason);
    showToast(fill(messages.uploadFailed, { name: file.name, reason }));
  }

  #tidy(): void {
    this.place.hidden = this.place.childElementCount === 0;
  }
}
