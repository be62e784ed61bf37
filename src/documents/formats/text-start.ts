const LOOKED_AT = 8192;
const SPACES = [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0xa0];

/**
 * The beginning of a file as text in whatever Unicode form, good enough to look for ASCII marks. Looks at the
 * bytes where they are: text made of them would stay in memory until it is collected.
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

  /** No zero byte in what is looked at, but those of UTF-16. */
  isText(): boolean {
    for (let at = 0; this.#code(at) >= 0; at++) if (this.#code(at) === 0) return false;
    return true;
  }

  hasSpaceAt(at: number): boolean {
    return SPACES.includes(this.#code(at));
  }

  /** Where the next character after spaces stands. */
  skipSpaces(at: number): number {
    let next = at;
    while (this.hasSpaceAt(next)) next++;
    return next;
  }

  /** Where it goes on after `end`, and spaces; undefined when it does not come. */
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

/** Whether a web page begins here, after comments and, if it may be one, an XML declaration. */
export function isWebPage(text: TextStart, mayBeXml: boolean): boolean {
  let at: number | undefined = 0;
  if (mayBeXml && text.startsWith('<?xml')) at = text.skipPast('>', 0);
  while (at !== undefined && text.startsWith('<!--', at)) at = text.skipPast('-->', at);
  if (at === undefined) return false;
  if (text.startsWith('<!doctype html', at)) return true;
  const after = at + '<html'.length;
  return text.startsWith('<html', at) && (text.startsWith('>', after) || text.hasSpaceAt(after));
}

const isTyped = (code = 0): boolean => code >= 0x20 || SPACES.includes(code);

const lower = (code: number): number => (code >= 0x41 && code <= 0x5a ? code + 0x20 : code);
