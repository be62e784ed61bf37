import { badTitle, formatFixed, unsupportedFormat } from '../documents.errors.js';
import type { Format, FormatTable } from '../formats/format-table.js';

const MAX_LENGTH = 255;
/** Control characters and path separators. */
const FORBIDDEN = /[\p{Cc}/\\]/u;
/**
 * What is not drawn, or turns the direction of what is: it makes two titles look alike, or disguises an
 * extension. Default_Ignorable_Code_Point has the bidirectional controls, zero-width characters and fillers.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\ufff9-\ufffb]/gu;
/** Scripts and signs that need a joiner or a variation selector after them to be written right. */
const JOINS =
  /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])[\p{L}\p{M}]/u;
const VARIES = /[\p{Extended_Pictographic}\p{sc=Han}\p{sc=Mongolian}\d#*]/u;
const IS_JOINER = /[\u200c\u200d]/u;
const IS_SELECTOR = /[\ufe00-\ufe0f\u180b-\u180f\u{e0100}-\u{e01ef}]/u;
/** Spaces of all kinds, the empty Braille pattern, and dots: with nothing else there is nothing to read. */
const BLANK = /^[\p{Z}\u2800.]*$/u;
/** The name of a file that came without one that can be seen. */
const UNNAMED = 'Document';

/** The extension of a title: lower case, without dot; empty when there is none. */
export function extensionOf(title: string): string {
  const dot = title.lastIndexOf('.');
  return dot < 0 ? '' : title.slice(dot + 1).toLowerCase();
}

export function nameWithoutExtension(title: string): string {
  const dot = title.lastIndexOf('.');
  return dot <= 0 ? title : title.slice(0, dot);
}

/** The same name with another extension; the name gives way when the whole grows too long. */
export const withExtension = (title: string, extension: string): string =>
  `${cut(nameWithoutExtension(title), MAX_LENGTH - extension.length - 1)}.${extension}`;

/** Without what cannot be seen; joiners and selectors stay where their script or sign needs them. */
export function visibleText(input: string): string {
  return input.normalize('NFC').replace(INVISIBLE, (sign, at: number, whole: string) => {
    const before = [...whole.slice(Math.max(0, at - 2), at)].at(-1) ?? '';
    if (IS_JOINER.test(sign)) return JOINS.test(before) ? sign : '';
    return IS_SELECTOR.test(sign) && VARIES.test(before) ? sign : '';
  });
}

/** Trimmed and fit to be shown, sent in headers and saved as a file name anywhere; else `documents/bad-title`. */
export function checkedTitle(input: string): string {
  const title = visibleText(input).trim();
  if (BLANK.test(title)) throw badTitle('must not be empty');
  if (title.length > MAX_LENGTH) throw badTitle(`must have at most ${MAX_LENGTH} characters`);
  if (FORBIDDEN.test(title))
    throw badTitle('must not contain control characters or the signs / and \\');
  if (!title.isWellFormed()) throw badTitle('must be well-formed text');
  return title;
}

/**
 * The name under which a file comes: what cannot be seen in it is left out, not refused. Where nothing else
 * was before the extension, the file gets a name.
 */
export function titleOfFile(input: string): string {
  const title = visibleText(input.replace(/\p{Cc}+/gu, ' '))
    .replace(/ {2,}/g, ' ')
    .trim();
  const extension = extensionOf(title);
  const wasCleaned = title !== input.normalize('NFC').trim();
  const isBlank = extension !== '' && BLANK.test(title.slice(0, -extension.length));
  return wasCleaned && isBlank ? `${UNNAMED}.${extension}` : title;
}

/** Title and format of a new document; the format is what the extension says. */
export function titleAndFormat(
  input: string,
  formats: FormatTable,
): { readonly title: string; readonly format: Format } {
  const title = checkedTitle(input);
  const extension = extensionOf(title);
  const format = formats.find(extension);
  if (format === undefined) throw unsupportedFormat(extension);
  if (BLANK.test(title.slice(0, -extension.length)))
    throw badTitle('must have a name before the extension');
  return { title, format };
}

/** A new title for a file of a known type: the extension stays; one that is missing is added. */
export function renamedTitle(input: string, fileType: string, formats: FormatTable): string {
  const title = checkedTitle(input);
  const extension = extensionOf(title);
  if (extension === fileType) {
    titleAndFormat(title, formats);
    return title;
  }
  if (formats.find(extension) !== undefined) throw formatFixed(fileType, extension);
  return checkedTitle(`${title}.${fileType}`);
}

/** Never in the middle of a surrogate pair. */
const cut = (text: string, length: number): string => {
  const shorter = text.slice(0, length);
  return shorter.isWellFormed() ? shorter : shorter.slice(0, -1);
};
