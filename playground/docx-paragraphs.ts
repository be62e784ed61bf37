import { align } from './aligned-lines.js';

interface Piece {
  readonly start: number;
  readonly end: number;
  /** The visible text; a break counts as one character. */
  readonly text: string;
  readonly isText: boolean;
}

interface Paragraph {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const paragraphTag = /<(\/?)w:p(?=[\s/>])[^>]*?(\/?)>/g;

/** The innermost paragraphs: for one that contains a text box, the paragraphs inside it. */
function paragraphs(xml: string): Paragraph[] {
  const found: Paragraph[] = [];
  let open: number | undefined;
  for (const tag of xml.matchAll(paragraphTag)) {
    const end = tag.index + tag[0].length;
    if (tag[2] === '/') found.push({ start: tag.index, end, text: '' });
    else if (tag[1] === '') open = tag.index;
    else if (open !== undefined) {
      found.push({ start: open, end, text: readableText(xml.slice(open, end)) });
      open = undefined;
    }
  }
  return found;
}

const pieceTag = /<w:t(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/w:t>)|<w:(tab|br|cr)(?:\s[^>]*)?\/>/g;

/** Tab stops in the paragraph's properties are `<w:tab …>`, too, but are no text. */
const propertiesEnd = (paragraph: string): number => {
  const end = paragraph.lastIndexOf('</w:pPr>');
  return end < 0 ? 0 : end;
};

function pieces(paragraph: string): Piece[] {
  const from = propertiesEnd(paragraph);
  return [...paragraph.matchAll(pieceTag)]
    .filter((tag) => tag.index >= from)
    .map((tag) => ({
      start: tag.index,
      end: tag.index + tag[0].length,
      text: tag[2] === undefined ? decoded(tag[1] ?? '') : tag[2] === 'tab' ? '\t' : ' ',
      isText: tag[2] === undefined,
    }));
}

const readableText = (paragraph: string): string =>
  pieces(paragraph)
    .map((piece) => piece.text)
    .join('')
    .replaceAll('\n', ' ');

/** The document's paragraphs as lines of text. */
export const docxLines = (xml: string): string[] => paragraphs(xml).map(({ text }) => text);

/** Writes changed lines back; the markup of unchanged ones stays identical. */
export function withDocxLines(xml: string, lines: readonly string[]): string {
  const found = paragraphs(xml);
  if (found.length === 0) return withFirstParagraphs(xml, lines);
  let result = '';
  let position = 0;
  let last: Paragraph | undefined;
  const copyUntil = (end: number): void => {
    result += xml.slice(position, end);
    position = end;
  };
  for (const { before, after } of align(
    found.map(({ text }) => text),
    lines,
  )) {
    const paragraph = before === undefined ? undefined : found[before]!;
    const line = after === undefined ? undefined : lines[after]!;
    if (paragraph === undefined) {
      if (last) copyUntil(last.end);
      else copyUntil(found[0]!.start);
      result += newParagraph(line!, last ? xml.slice(last.start, last.end) : '');
      continue;
    }
    copyUntil(paragraph.start);
    position = paragraph.end;
    const markup = xml.slice(paragraph.start, paragraph.end);
    if (line !== undefined) result += withText(markup, line);
    else if (mustStay(xml, paragraph)) result += withText(markup, '');
    last = paragraph;
  }
  return result + xml.slice(position);
}

/** A table cell needs a paragraph, and a section's settings are inside one: these are emptied, not removed. */
const mustStay = (xml: string, { start, end }: Paragraph): boolean =>
  xml.slice(start, end).includes('<w:sectPr') ||
  xml.lastIndexOf('<w:tc>', start) > xml.lastIndexOf('</w:tc>', start) ||
  xml.lastIndexOf('<w:tc ', start) > xml.lastIndexOf('</w:tc>', start);

const withFirstParagraphs = (xml: string, lines: readonly string[]): string =>
  lines.join('') === ''
    ? xml
    : xml.replace(
        /<w:body(?:\s[^>]*)?>/,
        (body) => body + lines.map((line) => newParagraph(line, '')).join(''),
      );

function newParagraph(text: string, like: string): string {
  const properties = like.match(/<w:pPr>[\s\S]*?<\/w:pPr>/)?.[0] ?? '';
  const kept = properties.includes('<w:sectPr') ? '' : properties;
  return `<w:p>${kept}${text === '' ? '' : run(text)}</w:p>`;
}

const run = (text: string): string => `<w:r>${texts(text)}</w:r>`;

const texts = (text: string): string =>
  text
    .split('\t')
    .map((part) => (part === '' ? '' : `<w:t xml:space="preserve">${encoded(part)}</w:t>`))
    .join('<w:tab/>');

/** Changes only the part between the first and the last differing character, so that formatting stays. */
function withText(paragraph: string, text: string): string {
  const found = pieces(paragraph);
  const before = found.map((piece) => piece.text).join('');
  if (before.replaceAll('\n', ' ') === text) return paragraph;
  if (found.length === 0) return withFirstRun(paragraph, text);
  const [start, end] = changedRange(before, text);
  const inserted = text.slice(start, text.length - (before.length - end));
  const edits = cutOut(found, { start, end, inserted });
  return edits.reduceRight(
    (markup, edit) => markup.slice(0, edit.start) + edit.markup + markup.slice(edit.end),
    paragraph,
  );
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly markup: string;
}

function cutOut(
  found: readonly Piece[],
  change: { start: number; end: number; inserted: string },
): Edit[] {
  const edits: Edit[] = [];
  let offset = 0;
  let inserted = change.inserted;
  for (const [index, piece] of found.entries()) {
    const [from, to] = [offset, offset + piece.text.length];
    offset = to;
    const here = inserted !== '' && (to >= change.start || index === found.length - 1);
    const cut = Math.min(to, change.end) > Math.max(from, change.start);
    if (!here && !cut) continue;
    const head = piece.text.slice(0, Math.max(0, change.start - from));
    const tail = cut || here ? piece.text.slice(Math.max(0, Math.min(to, change.end) - from)) : '';
    edits.push({
      start: piece.start,
      end: piece.end,
      markup: around(piece, { head, tail, added: here ? inserted : '' }),
    });
    if (here) inserted = '';
  }
  return edits;
}

function around(
  piece: Piece,
  { head, tail, added }: { head: string; tail: string; added: string },
): string {
  if (piece.isText) return texts(head + added + tail);
  const kept = head === '' && tail === '' ? '' : undefined;
  if (kept === '') return texts(added);
  return head === '' ? texts(added) + '<w:tab/>' : '<w:tab/>' + texts(added);
}

function changedRange(before: string, after: string): [number, number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let same = 0;
  while (same < most - start && before[before.length - 1 - same] === after[after.length - 1 - same])
    same++;
  return [start, before.length - same];
}

function withFirstRun(paragraph: string, text: string): string {
  if (!paragraph.endsWith('</w:p>')) return newParagraph(text, '');
  return `${paragraph.slice(0, -'</w:p>'.length)}${run(text)}</w:p>`;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export const decoded = (xml: string): string =>
  xml.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex as string, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return entities[name as string] ?? whole;
  });

// oxlint-disable-next-line no-control-regex -- searches for control characters
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Removes characters that XML cannot contain. */
export const encoded = (text: string): string =>
  text
    .replace(forbidden, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
