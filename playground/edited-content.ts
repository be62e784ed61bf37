import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { openContent, type ContentKind, type DocumentContent } from './document-content.js';
import { SERVER_VERSION } from './server-version.js';
import { fieldsOf, flattened } from './pdf-form.js';
import { OrderedText, type OutgoingChange } from './shared-text.js';
import type { TextOperation } from './text-operation.js';

export interface Author {
  readonly id: string;
  readonly name: string;
  /** The callback URL with which the author opened the document. */
  readonly callbackUrl: string | undefined;
}

interface Change {
  readonly author: Author;
  readonly at: number;
  readonly what: TextOperation | 'touch';
}

/** Changes by one author, with the time of the last one. */
interface Run {
  readonly author: Author;
  readonly at: number;
  readonly changes: { readonly user: string; readonly change: Change['what'] }[];
}

/** The content of one key with all changes since it was opened. */
export class EditedContent {
  readonly fileType: string;
  readonly source: Uint8Array;
  readonly #content: DocumentContent;
  readonly #text: OrderedText;
  readonly #changes: Change[] = [];
  readonly #now: () => number;
  #touches = 0;
  #forceSaved = 0;

  /** Throws when the file is not valid for its format. */
  constructor(source: { fileType: string; bytes: Uint8Array }, now: () => number) {
    this.fileType = source.fileType;
    this.source = source.bytes;
    this.#content = openContent(source.fileType, source.bytes);
    this.#text = new OrderedText(this.#content.text);
    this.#now = now;
  }

  get kind(): ContentKind {
    return this.#content.kind;
  }

  get text(): string {
    return this.#text.text;
  }

  get revision(): number {
    return this.#text.revision;
  }

  get changeCount(): number {
    return this.#changes.length;
  }

  get lastChange(): { readonly author: Author; readonly at: number } | undefined {
    return this.#changes.at(-1);
  }

  /** Whether nothing has changed since the last force save that was accepted. */
  get isForceSaved(): boolean {
    return this.#forceSaved === this.#changes.length;
  }

  take(change: OutgoingChange, author: Author): TextOperation {
    const what = this.#text.take(change);
    this.#changes.push({ author, at: this.#now(), what });
    return what;
  }

  touch(author: Author): void {
    this.#touches++;
    this.#changes.push({ author, at: this.#now(), what: 'touch' });
  }

  markForceSaved(changeCount: number): void {
    this.#forceSaved = changeCount;
  }

  write(): Uint8Array {
    return this.#content.write(this.#text.text, this.#touches);
  }

  /** What is submitted of a form. */
  flattened(): Uint8Array {
    return flattened(this.#text.text);
  }

  /** The fields of a form by themselves, as the real server puts them beside it. */
  formData(): readonly object[] {
    return fieldsOf(this.#text.text).map(({ name, value }) => ({
      ...{ key: name, tag: name, value, type: 'text' },
    }));
  }

  /** The content before all changes, which viewers of a saved key see. */
  unchanged(): EditedContent {
    return new EditedContent({ fileType: this.fileType, bytes: this.source }, this.#now);
  }

  /** One entry for each run of changes by one author. */
  history(): Record<string, unknown> {
    const documentSha256 = createHash('sha256').update(this.source).digest('hex');
    return {
      serverVersion: SERVER_VERSION,
      changes: this.#runs().map(({ author, at }) => ({
        documentSha256,
        created: new Date(at).toISOString().slice(0, 19).replace('T', ' '),
        user: { id: author.id, name: author.name },
      })),
    };
  }

  /** As in the real server: one file for each entry of the history, at the same place. */

  changesZip(): Uint8Array {
    const files = this.#runs().map(({ changes }, index) => [
      `changes${index}.json`,
      strToU8(JSON.stringify(changes)),
    ]);
    return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>);
  }

  #runs(): readonly Run[] {
    const runs: Run[] = [];
    for (const { author, at, what } of this.#changes) {
      const last = runs.at(-1);
      const change = { user: author.id, change: what };
      if (last?.author.id !== author.id) runs.push({ author, at, changes: [change] });
      else Object.assign(last, { at }).changes.push(change);
    }
    return runs;
  }
}
