import { checkContainer, TextStart } from '../../documents/index.js';
import type { QuarantineReason } from '../../version-archive/index.js';
import type { SavedFile } from './saved-files.js';

/** Where a web page says what it is. */
const HEAD_BYTES = 8192;
/** After comments and a doctype comes a tag of pages. A text about pages goes on as a text. */
const PAGE_TAGS = ['html', 'head', 'body', 'title', 'script', 'form', 'meta', 'link'];
const PAGE_TYPES = ['text/html', 'application/xhtml+xml'];
/** Formats in which anything that somebody types is a file. */
const TEXTS = ['txt', 'md', 'csv', 'tsv'];

/**
 * Looks at a saved file while it passes, and says afterwards whether it is to be set apart. It refuses nothing: a
 * person's text may look like anything.
 */
export class SavedContentCheck {
  #head: Buffer = Buffer.alloc(0);
  #misfit: QuarantineReason | undefined;

  constructor(
    private readonly file: Pick<SavedFile, 'mediaType' | 'content'>,
    private readonly fileType: string,
  ) {}

  async *content(): AsyncGenerator<Uint8Array> {
    yield* checkContainer(this.#looked(), this.fileType, {
      allowEmpty: true,
      // What is only in doubt is a person's own business, but for what looks like another page.
      onFinding: ({ code, isProof }) => {
        if (isProof) this.#misfit = code;
      },
    });
  }

  /** Once all of it has passed: why it is set apart, or undefined. */
  finding(): QuarantineReason | undefined {
    return this.#isOtherPage() ? 'web-page' : this.#misfit;
  }

  destroy(): void {
    this.#head.fill(0);
  }

  /**
   * The Document Server names the type of what it hands out by its extension. Whatever stands in front of it and
   * asks people to sign in answers with a page, and says so; one that says nothing is known by its tags.
   */
  #isOtherPage(): boolean {
    const { mediaType } = this.file;
    const start = new TextStart(this.#head);
    if (/^html?$/.test(this.fileType)) return asksPassword(start);
    if (PAGE_TYPES.includes(mediaType)) return true;
    return isPage(start) && (mediaType === '' || !TEXTS.includes(this.fileType));
  }

  async *#looked(): AsyncGenerator<Uint8Array> {
    for await (const piece of this.file.content) {
      if (this.#head.length < HEAD_BYTES) {
        const longer = Buffer.concat([
          this.#head,
          piece.subarray(0, HEAD_BYTES - this.#head.length),
        ]);
        this.#head.fill(0);
        this.#head = longer;
      }
      yield piece;
    }
  }
}

function isPage(start: TextStart): boolean {
  const past = (from: number): number | undefined => {
    if (start.startsWith('<!--', from)) return start.skipPast('-->', from);
    const isAhead = start.startsWith('<?', from) || start.startsWith('<!doctype', from);
    return isAhead ? start.skipPast('>', from) : from;
  };
  let at = 0;
  for (let next = past(at); next !== at; next = past(at)) {
    if (next === undefined) return false;
    at = next;
  }
  return PAGE_TAGS.some((tag) => {
    const end = at + 1 + tag.length;
    const ends = start.hasSpaceAt(end) || start.startsWith('>', end) || start.startsWith('/', end);
    return ends && start.startsWith(`<${tag}`, at);
  });
}

/** `<input … type="password"`, in whatever quotes. */
function asksPassword(start: TextStart): boolean {
  for (let at = start.skipPast('<input', 0); at !== undefined; at = start.skipPast('<input', at)) {
    const end = start.skipPast('>', at) ?? HEAD_BYTES;
    let type = start.skipPast('type', at);
    for (; type !== undefined && type < end; type = start.skipPast('type', type)) {
      if (!start.startsWith('=', type)) continue;
      const value = start.skipSpaces(type + 1);
      const isQuoted = start.startsWith('"', value) || start.startsWith("'", value);
      if (start.startsWith('password', isQuoted ? value + 1 : value)) return true;
    }
  }
  return false;
}

/** Reasons for which the Document Server is not told to delete its own: what came may not be what was saved. */
export const mayBeAnotherFile = (reason: QuarantineReason | null | undefined): boolean =>
  reason === 'web-page' || reason === 'cut-off' || reason === 'empty';
