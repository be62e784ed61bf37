/**
 * Characters that are invisible or change the text direction: with them two names can look the same, or an extension
 * can be disguised. Default_Ignorable_Code_Point has the bidirectional controls, zero-width characters and fillers.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;
/** Characters after which a joiner or a variation selector can be needed for the correct spelling. */
const JOINS =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{M}]/u;
const VARIES = /[\p{Extended_Pictographic}\p{sc=Han}\p{sc=Mongolian}\d#*]/u;
const IS_JOINER = /[\u200c\u200d]/u;
const IS_SELECTOR = /[\ufe00-\ufe0f\u180b-\u180f\u{e0100}-\u{e01ef}]/u;

/** Without invisible characters. Joiners and selectors stay where the script needs them. */
export function visibleText(input: string): string {
  return input.normalize('NFC').replace(INVISIBLE, (sign, at: number, whole: string) => {
    const before = [...whole.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    if (IS_JOINER.test(sign)) return JOINS.test(before) ? sign : '';
    return IS_SELECTOR.test(sign) && VARIES.test(before) ? sign : '';
  });
}

/** Visible text on one line, trimmed: control characters become spaces. */
export const oneLineOf = (input: string): string =>
  visibleText(input.replace(/\p{Cc}+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
