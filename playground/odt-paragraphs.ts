import { decoded, encoded } from './docx-paragraphs.js';

const body = /(<office:text(?:\s[^>]*)?>)([\s\S]*)<\/office:text>/;
const emptyBody = /<office:text(?:\s[^>]*)?\/>/;
export const odfParagraphs = /<text:(p|h)(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/text:\1>)/g;

/** The paragraphs and headings of a text's `content.xml`, as lines. */
export const odtLines = (xml: string): string[] => odfLines(body.exec(xml)?.[2] ?? '');

const textOf = (inner: string): string =>
  decoded(
    inner
      .replace(/<text:(?:tab)\s*\/>/g, '\t')
      .replace(/<text:s(?:\s[^>]*)?\/>/g, ' ')
      .replace(/<text:line-break\s*\/>/g, ' ')
      .replace(/<[^>]*>/g, ''),
  );

/** The paragraphs and headings of any part of an OpenDocument file. */
export const odfLines = (inner: string): string[] =>
  [...inner.matchAll(odfParagraphs)].map(([, , line = '']) => textOf(line));

/** The same file with these lines: unchanged ones at the beginning and the end keep their markup. */
export function withOdtLines(xml: string, lines: readonly string[]): string {
  const open = xml.replace(emptyBody, '<office:text></office:text>');
  const [whole, start, inner] = body.exec(open) ?? [];
  if (whole === undefined || start === undefined || inner === undefined)
    throw new Error('the file has no office:text');
  const found = [...inner.matchAll(odfParagraphs)];
  const first = found[0]?.index ?? inner.length;
  const last = found.at(-1);
  const end = last === undefined ? inner.length : last.index + last[0].length;
  const before = found.map(([markup, , text = '']) => ({ markup, text: textOf(text) }));
  const written = inner.slice(0, first) + linesIn(before, lines) + inner.slice(end);
  return open.replace(whole, () => `${start}${written}</office:text>`);
}

function linesIn(
  before: readonly { readonly markup: string; readonly text: string }[],
  lines: readonly string[],
): string {
  const most = Math.min(before.length, lines.length);
  let head = 0;
  while (head < most && before[head]!.text === lines[head]) head++;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail)!.text === lines.at(-1 - tail)) tail++;
  return [
    ...before.slice(0, head).map(({ markup }) => markup),
    ...lines.slice(head, lines.length - tail).map(odfParagraph),
    ...before.slice(before.length - tail).map(({ markup }) => markup),
  ].join('');
}

export const odfParagraph = (line: string): string =>
  line === '' ? '<text:p/>' : `<text:p>${encoded(line).replaceAll('\t', '<text:tab/>')}</text:p>`;

/** `content.xml` of the smallest text with these lines. */
export const newOdtContent = (lines: readonly string[]): string =>
  '<?xml version="1.0" encoding="UTF-8"?>' +
  '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' +
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3">' +
  `<office:body><office:text>${lines.map(odfParagraph).join('')}</office:text></office:body>` +
  '</office:document-content>';
