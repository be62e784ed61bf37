// RTF as far as the simulator needs it: the text, in either direction.

/** Groups whose content is not text on the page. */
const UNSEEN = new Set(
  'fonttbl colortbl stylesheet info pict object themedata header footer footnote'.split(' '),
);
const LETTERS: Readonly<Record<string, string>> = {
  ...{ par: '\n', line: '\n', sect: '\n', page: '\f', row: '\n', cell: '\t', tab: '\t' },
  ...{ emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’' },
  ...{ ldblquote: '“', rdblquote: '”', '~': '\u00a0', _: '‑' },
};
const TOKEN = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi;

/** Undefined for a file that does not begin like one. */
export function rtfText(bytes: Uint8Array): string | undefined {
  const rtf = Buffer.from(bytes).toString('latin1');
  if (!rtf.startsWith('{\\rtf')) return undefined;
  const reader = new Reader();
  for (const [, ...token] of rtf.matchAll(TOKEN)) reader.take(token);
  return reader.text.replace(/\n$/, '');
}

interface Group {
  readonly isUnseen: boolean;
  /** How many characters stand in for one of `\uN`. */
  readonly standIns: number;
}

class Reader {
  text = '';
  readonly #outer: Group[] = [];
  #group: Group = { isUnseen: false, standIns: 1 };
  #skipped = 0;

  /** In the order of `TOKEN`; one of them is there. */
  take([hex, word, number, symbol, brace, plain]: readonly (string | undefined)[]): void {
    if (hex !== undefined) this.#add(inWindows(Number.parseInt(hex, 16)));
    else if (word !== undefined) this.#word(word, Number(number));
    else if (symbol !== undefined) this.#symbol(symbol);
    else if (brace === '{') this.#outer.push(this.#group);
    else if (brace === '}') this.#group = this.#outer.pop() ?? this.#group;
    else this.#add(plain ?? '');
  }

  #word(word: string, number: number): void {
    if (UNSEEN.has(word)) this.#group = { ...this.#group, isUnseen: true };
    else if (word === 'uc') this.#group = { ...this.#group, standIns: number };
    else if (word === 'u') {
      this.#add(String.fromCharCode(number & 0xffff));
      this.#skipped = this.#group.standIns;
    } else this.#add(LETTERS[word] ?? '');
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#group = { ...this.#group, isUnseen: true };
    else this.#add('\\{}'.includes(symbol) ? symbol : (LETTERS[symbol] ?? ''));
  }

  #add(letters: string): void {
    const left = letters.slice(this.#skipped);
    this.#skipped = Math.max(0, this.#skipped - letters.length);
    if (!this.#group.isUnseen) this.text += left;
  }
}

const inWindows = (byte: number): string =>
  new TextDecoder('windows-1252').decode(Uint8Array.of(byte));

/** The smallest file with these lines. */
export const newRtf = (lines: readonly string[]): Uint8Array =>
  Buffer.from(
    `{\\rtf1\\ansi\\ansicpg1252\\uc1\\deff0{\\fonttbl{\\f0 Arial;}}\n${lines
      .map((line) => `\\pard ${written(line)}\\par\n`)
      .join('')}}`,
    'latin1',
  );

const written = (line: string): string =>
  line
    .replace(/[\\{}]/g, '\\$&')
    .replaceAll('\t', '\\tab ')
    .replace(/[^\u0020-\u007e]/g, (letter) => `\\u${(letter.charCodeAt(0) << 16) >> 16}?`);
