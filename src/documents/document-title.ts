import { badTitle, formatFixed, unsupportedFormat } from './documents.errors.js';
import type { Format, FormatTable } from './format-table.js';

const MAX_LENGTH = 255;
/** Control and format-control characters (bidirectional overrides disguise extensions), and path separators. */
const FORBIDDEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069/\\]/u;

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

/** Trimmed and fit to be shown, sent in headers and saved as a file name anywhere; else `documents/bad-title`. */
export function checkedTitle(input: string): string {
  const title = input.normalize('NFC').trim();
  if (title === '') throw badTitle('must not be empty');
  if (title.length > MAX_LENGTH) throw badTitle(`must have at most ${MAX_LENGTH} characters`);
  if (FORBIDDEN.test(title))
    throw badTitle('must not contain control characters or the signs / and \\');
  if (!title.isWellFormed()) throw badTitle('must be well-formed text');
  return title;
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
  if (/^[. ]*$/.test(title.slice(0, -extension.length)))
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
