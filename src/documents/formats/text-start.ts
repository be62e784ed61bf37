const LOOKED_AT = 8192;
const SPACES = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0];

/**
 * The beginning of a file as text in any Unicode encoding, precise enough to search for ASCII. It reads the bytes in
 * place: a string made of them would be plaintext in memory until the next garbage collection.
 */
export class TextStart {
  readonly #step: 1 | 2;
  readonly #from: number;

  constructor(private readonly head: Buffer) {
    const mark = head.length < 2 ? 0 : head.readUInt16BE(0);
    const hasUtf8Mark = mark === 0xefbb && head[2] === 0xbf;
    // Without a mark, UTF-16 shows in the zero byte of its first ASCII character.
    const isLittle = mark === 0xfffe || (isTyped(head[0]) && head[1] === 0 && isTyped(head[2]));
    const isBig = mark === 0xfeff || (head[0] === 0 && isTyped(head[1]) && head[2] === 0);
    this.#step = isLittle || isBig ? 2 : 1;
    const afterMark = hasUtf8Mark ? 3 : mark === 0xfffe || mark === 0xfeff ? 2 : 0;
    // Of two bytes of big-endian UTF-16 the second one is the ASCII character.
    this.#from = afterMark + (isBig ? 1 : 0);
    this.#from += this.#step * this.skipSpaces(0);
  }

  /** Without regard to case; `at` counts characters. */
  startsWith(word: string, at = 0): boolean {
    for (let i = 0; i < word.length; i++) {
      if (lower(this.#code(at + i)) !== word.charCodeAt(i)) return false;
    }
    return true;
  }

  includes(word: string): boolean {
    return this.#indexOf(word, 0) >= 0;
  }

  /** False when the part that is read has zero bytes other than those of UTF-16. */
  isText(): boolean {
    for (let at = 0; this.#code(at) >= 0; at++) if (this.#code(at) === 0) return false;
    return true;
  }

  hasSpaceAt(at: number): boolean {
    return SPACES.includes(this.#code(at));
  }

  /** Index of the next character that is no space. */
  skipSpaces(at: number): number {
    let next = at;
    while (this.hasSpaceAt(next)) next++;
    return next;
  }

  /** Index of the character after `end` and spaces; undefined without `end`. */
  skipPast(end: string, at: number): number | undefined {
    const found = this.#indexOf(end, at);
    return found < 0 ? undefined : this.skipSpaces(found + end.length);
  }

  #indexOf(word: string, from: number): number {
    for (let at = from; this.#code(at) >= 0; at++) if (this.startsWith(word, at)) return at;
    return -1;
  }

  #code(at: number): number {
    const position = this.#from + at * this.#step;
    return position < LOOKED_AT ? (this.head[position] ?? -1) : -1;
  }
}

/**
 * Control characters that occur in texts: those of spacing, bell and backspace of typescripts, the end mark of DOS
 * (0x1a), and the escape of ISO-2022-JP and of terminals.
 */
const TEXT_CONTROLS = [0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b];

/** Whether these bytes can be a text in UTF-8 or another encoding with single bytes for ASCII. */
export const isTypable = (bytes: Uint8Array): boolean =>
  bytes.every((byte) => (byte >= 0x20 && byte !== 0x7f) || TEXT_CONTROLS.includes(byte));

/** How a web page at the beginning of a file is recognised. */
export interface PageMarks {
  /** Declarations that may come first, each up to its `>`. Comments always may. */
  readonly skipped: readonly string[];
  /** A page begins with one of these, followed by a space, `>` or `/`. */
  readonly starts: readonly string[];
}

const PAGE_STARTS = ['<!doctype html', '<html'];
/** For files that people write themselves. */
export const WRITTEN_PAGE: PageMarks = { skipped: ['<?xml'], starts: PAGE_STARTS };
/** For files that are XML. */
export const PAGE_IN_XML: PageMarks = { skipped: [], starts: PAGE_STARTS };
/** For answers of a server in place of a file: any tag of a page. A doctype alone may be a text about web pages. */
export const SENT_PAGE: PageMarks = {
  skipped: ['<?', '<!doctype'],
  starts: ['<html', '<head', '<body', '<title', '<script', '<form', '<meta', '<link'],
};

const PAGE_TYPES = ['text/html', 'application/xhtml+xml'];

/** Whether a server sent this as a web page. `mediaType`: lower case, without parameters. */
export const isPageType = (mediaType: string): boolean => PAGE_TYPES.includes(mediaType);

/** Whether a web page begins here. */
export function isWebPage(text: TextStart, { skipped, starts }: PageMarks): boolean {
  const skip = (at: number): number | undefined => {
    if (text.startsWith('<!--', at)) return text.skipPast('-->', at);
    return skipped.some((mark) => text.startsWith(mark, at)) ? text.skipPast('>', at) : at;
  };
  let at = 0;
  for (let next = skip(at); next !== at; next = skip(at)) {
    if (next === undefined) return false;
    at = next;
  }
  return starts.some((mark) => {
    const end = at + mark.length;
    const ends = text.hasSpaceAt(end) || text.startsWith('>', end) || text.startsWith('/', end);
    return ends && text.startsWith(mark, at);
  });
}

const isTyped = (code = 0): boolean => code >= 0x20 || SPACES.includes(code);

const lower = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
