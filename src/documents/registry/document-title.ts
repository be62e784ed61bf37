import { badTitle, formatFixed, unsupportedFormat } from '../documents.errors.js';
import type { Format, FormatTable } from '../formats/format-table.js';
import { sentence } from '../../platform/errors/sentence.js';
import { oneLineOf, visibleText } from '../../platform/language/visible-text.js';

const MAX_LENGTH = 255;
/** Control characters and path separators. */
const FORBIDDEN = /[\p{Cc}/\\]/u;
/** Spaces of all kinds, the empty Braille pattern and dots: a title needs something else as well. */
const BLANK = /^[\p{Z}\u2800.]*$/u;
/** For a file without a visible name. */
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

/** The same name with another extension. The name is shortened when the title would be too long. */
export const withExtension = (title: string, extension: string): string =>
  `${cut(nameWithoutExtension(title), MAX_LENGTH - extension.length - 1)}.${extension}`;

/** Trimmed, and safe to show, to send in headers and to use as a file name. `documents/bad-title` otherwise. */
export function checkedTitle(input: string): string {
  const title = visibleText(input).trim();
  if (BLANK.test(title)) throw badTitle(sentence`must not be empty`);
  if (title.length > MAX_LENGTH)
    throw badTitle(sentence`must have at most ${MAX_LENGTH} characters`);
  if (FORBIDDEN.test(title))
    throw badTitle(sentence`must not contain control characters or the signs / and \\`);
  if (!title.isWellFormed()) throw badTitle(sentence`must be well-formed text`);
  return title;
}

/**
 * The title for an uploaded file. Invisible characters in its name are removed and no reason to refuse it. When nothing
 * remains before the extension, the file gets a default name.
 */
export function titleOfFile(input: string): string {
  const title = oneLineOf(input);
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
    throw badTitle(sentence`must have a name before the extension`);
  return { title, format };
}

/** The new title of a document. Its extension cannot change; if it is missing, it is added. */
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
