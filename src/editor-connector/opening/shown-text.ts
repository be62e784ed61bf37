/** The Document Server's documented limit for titles; names are cut the same. */
const MAX_CHARS = 128;
/** Control characters, and those that reverse the order of letters to disguise an extension. */
// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of people, safe for an editor that has rendered markup in file names before (docs/formats/document-server.md). */
export const shownText = (text: string): string =>
  text
    .replace(INVISIBLE, '')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .slice(0, MAX_CHARS)
    .toWellFormed();

/** A title with the extension of the content; the name gives way when the whole grows too long. */
export function shownTitle(title: string, fileType: string): string {
  const extension = `.${fileType}`;
  const name = title.toLowerCase().endsWith(extension) ? title.slice(0, -extension.length) : title;
  return (
    shownText(name)
      .slice(0, MAX_CHARS - extension.length)
      .toWellFormed() + extension
  );
}
