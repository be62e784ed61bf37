import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from 'fflate';
import { docxLines, encoded, withDocxLines } from './docx-paragraphs.js';

/** How a document is shown: its text, or only its name and size. */
export type ContentKind = 'text' | 'paragraphs' | 'opaque';

/** An opened document: the text that people edit, and how to write it back in its format. */
export interface DocumentContent {
  readonly kind: ContentKind;
  readonly text: string;
  /** The file with this text, marked with the number of changes without content (`touch`), if any. */
  write(text: string, touches: number): Uint8Array;
}

const textFormats = new Set(['txt', 'md', 'csv', 'tsv', 'html', 'htm', 'xml']);
const paragraphFormats = new Set(['docx', 'docm', 'dotx', 'dotm']);
const documentPart = 'word/document.xml';
const touchedPart = 'docProps/kontor-playground.txt';

/** Throws when the file is not valid for its format. */
export function openContent(fileType: string, bytes: Uint8Array): DocumentContent {
  if (textFormats.has(fileType)) return openText(bytes);
  // The real server opens its empty template instead of an empty file.
  if (paragraphFormats.has(fileType))
    return openParagraphs(bytes.length > 0 ? bytes : newDocx(['']));
  return openOpaque(bytes);
}

function openText(bytes: Uint8Array): DocumentContent {
  const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const mark = raw.startsWith('\uFEFF') ? '\uFEFF' : '';
  const lineEnd = /\r\n/.test(raw) ? '\r\n' : '\n';
  const text = raw.slice(mark.length).replace(/\r\n?/g, '\n');
  const original = text;
  return {
    kind: 'text',
    text,
    write: (changed, touches) =>
      changed === original && touches === 0
        ? bytes
        : strToU8(mark + (changed + '\n'.repeat(touches)).replaceAll('\n', lineEnd)),
  };
}

function openParagraphs(bytes: Uint8Array): DocumentContent {
  const entries = unzipSync(bytes);
  const part = entries[documentPart];
  if (!part) throw new Error(`the file has no ${documentPart}`);
  const xml = strFromU8(part);
  const text = docxLines(xml).join('\n');
  return {
    kind: 'paragraphs',
    text,
    write: (changed, touches) => {
      if (changed === text && touches === 0) return bytes;
      const written = strToU8(withDocxLines(xml, changed.split('\n')));
      return zip({ ...touched(entries, touches), [documentPart]: written });
    },
  };
}

function openOpaque(bytes: Uint8Array): DocumentContent {
  return {
    kind: 'opaque',
    text: '',
    write: (_text, touches) => {
      if (touches === 0) return bytes;
      if (!isZip(bytes)) return Buffer.concat([bytes, Buffer.from('\n'.repeat(touches))]);
      return zip(touched(unzipSync(bytes), touches));
    },
  };
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b;

const touched = (entries: Unzipped, touches: number): Unzipped =>
  touches === 0
    ? entries
    : { ...entries, [touchedPart]: strToU8(`Changed ${touches} times in the playground.\n`) };

/** ODF requires `mimetype` to be the first entry and uncompressed; other formats accept it. */
const zip = (entries: Unzipped): Uint8Array => {
  const { mimetype, ...others } = entries;
  const all = mimetype ? { mimetype: [mimetype, { level: 0 }] as const, ...others } : others;
  return zipSync(all as Parameters<typeof zipSync>[0], { mtime: new Date(1980, 0, 2) });
};

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The smallest .docx with these paragraphs. */
export function newDocx(lines: readonly string[]): Uint8Array {
  const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const paragraphs = lines.map((line) =>
    line === ''
      ? '<w:p/>'
      : `<w:p><w:r><w:t xml:space="preserve">${encoded(line)}</w:t></w:r></w:p>`,
  );
  const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
  const office =
    'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return zip({
    '[Content_Types].xml': strToU8(
      `${xmlHead}<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${documentPart}" ContentType="${docx}"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `${xmlHead}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}" Target="${documentPart}"/></Relationships>`,
    ),
    [documentPart]: strToU8(
      `${xmlHead}<w:document xmlns:w="${main}"><w:body>${paragraphs.join('')}<w:sectPr/></w:body></w:document>`,
    ),
  });
}

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const htmlText = (html: string): string =>
  html
    .replace(/<(script|style|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(?:br|\/p|\/div|\/li|\/h\d|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .trim();

/** The file in another format; `undefined` when the simulator does not support one of the two. */
export function convertContent(
  from: string,
  bytes: Uint8Array,
  to: string,
): Uint8Array | undefined {
  if (from === to || (from === 'htm' && to === 'html')) return bytes;
  if (!textFormats.has(from) && !paragraphFormats.has(from)) return undefined;
  const { text: raw } = openContent(from, bytes);
  const text = /^html?$/.test(from) ? htmlText(raw) : raw;
  if (to === 'html') {
    const paragraphs = text.split('\n').map((line) => `<p>${escapeHtml(line)}</p>`);
    return strToU8(`<!doctype html>\n<meta charset="utf-8">\n${paragraphs.join('\n')}\n`);
  }
  if (to === 'docx') return newDocx(text.replace(/\n$/, '').split('\n'));
  if (to === 'csv' && from === 'tsv') return strToU8(text.replaceAll('\t', ','));
  return ['txt', 'md', 'csv', 'tsv'].includes(to) ? strToU8(text) : undefined;
}

const rewritten: Readonly<Record<string, string>> = { tsv: 'csv', htm: 'html' };

/** The format in which the real 9.3 server saves a document, if the simulator supports it. */
export const savedFormat = (fileType: string): string => rewritten[fileType] ?? fileType;
