import { showToast } from './toast.js';
import { REASONS, sendFile, UploadRow } from './uploads.js';
import { fill, messages } from './messages.js';

const CONFLICTS: Readonly<Record<string, string>> = {
  'documents/being-edited': messages.editedMeanwhile,
  'documents/checked-out': messages.heldOnDesktop,
  'documents/unsaved-changes': messages.unsavedWait,
};

/** The document as the page shows it; the page is kept up to date while it is open. */
interface CurrentDocument {
  readonly id: string;
  /** Empty while there is no content. */
  readonly etag: string;
  readonly fileType: string;
  readonly maxBytes: number;
}

/** Sends one file as the document's next version, or as its first content. */
export class NewVersion {
  #row: UploadRow | undefined;
  #request: XMLHttpRequest | undefined;

  constructor(
    private readonly place: HTMLElement,
    private readonly current: () => CurrentDocument,
    private readonly stored: () => Promise<void>,
  ) {
    addEventListener('beforeunload', (event) => {
      if (this.#request !== undefined) event.preventDefault();
    });
  }

  take(files: readonly File[]): void {
    const [file] = files;
    if (file === undefined || this.#request !== undefined) return;
    if (files.length > 1) {
      showToast(messages.oneFileOnly);
      return;
    }
    this.#row?.root.remove();
    const row = new UploadRow(file.name, {
      cancel: () => {
        this.#request?.abort();
        this.#remove(row);
        showToast(fill(messages.uploadCancelled, { name: file.name }));
      },
      retry: () => void this.#send(file, row),
    });
    this.#row = row;
    this.place.hidden = false;
    this.place.append(row.root);
    void this.#send(file, row);
  }

  async #send(file: File, row: UploadRow): Promise<void> {
    const { id, etag, fileType, maxBytes } = this.current();
    if (!file.name.toLowerCase().endsWith(`.${fileType}`))
      return this.#fail(file, row, fill(messages.otherKind, { type: fileType }));
    if (file.size > maxBytes) return this.#fail(file, row, messages.tooLarge);
    row.waiting();
    const request = (this.#request = new XMLHttpRequest());
    const headers: Record<string, string> =
      etag === '' ? { 'if-none-match': '*' } : { 'if-match': `"${etag}"` };
    const url = `/api/documents/${id}/content`;
    await sendFile(request, file, row, { method: 'PUT', url, headers });
    this.#request = undefined;
    if (!row.root.isConnected) return;
    if (request.status !== 201) return this.#fail(file, row, reasonOf(request));
    this.#remove(row);
    await this.stored();
  }

  #fail(file: File, row: UploadRow, reason: string): void {
    row.failed(reason);
    showToast(fill(messages.uploadFailed, { name: file.name, reason }));
  }

  #remove(row: UploadRow): void {
    row.root.remove();
    this.place.hidden = this.place.childElementCount === 0;
  }
}

function reasonOf({ status, responseText }: XMLHttpRequest): string {
  if (status === 412) return messages.changedMeanwhile;
  if (status === 403 || status === 404) return messages.notYoursNow;
  if (status !== 409) return REASONS[status] ?? messages.failed;
  return CONFLICTS[codeIn(responseText)] ?? messages.notNow;
}

function codeIn(text: string): string {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? '';
  } catch {
    return '';
  }
}
