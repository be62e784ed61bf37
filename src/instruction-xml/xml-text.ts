/** Everything outside the production Char of XML 1.0; lone surrogates are among it. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const ALL_FORBIDDEN = new RegExp(FORBIDDEN, 'gu');

/** Nmtoken of XML 1.0: what the vendor's schema allows as a key or an id. */
const NAME_TOKEN =
  // oxlint-disable-next-line no-misleading-character-class -- these are ranges of code points, not letters
  /^[-.:\w\u{B7}\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{37D}\u{37F}-\u{1FFF}\u{200C}\u{200D}\u{203F}\u{2040}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}]+$/u;

/** The first character that no XML document may contain, as `U+000B`; undefined when there is none. */
export function forbiddenCharacterIn(text: string): string | undefined {
  const found = FORBIDDEN.exec(text)?.[0].codePointAt(0);
  return found === undefined ? undefined : `U+${found.toString(16).toUpperCase().padStart(4, '0')}`;
}

export const withoutForbiddenCharacters = (text: string): string => text.replace(ALL_FORBIDDEN, '');

export const isNameToken = (text: string): boolean => NAME_TOKEN.test(text);
