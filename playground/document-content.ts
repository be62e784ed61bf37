import { strFromU8, strToU8, unzipSync, zipSync, type Unzipped } from 'fflate';
import { docxLines, encoded, withDocxLines } from './docx-paragraphs.js';
import { drawnPdf, drawnPng, textOfDrawn } from './drawn-text.js';
import { openPdfForm } from './pdf-form.js';
import {
  isPackage,
  newPackage,
  openPackage,
  packageText,
  type Package,
} from './sheets-and-slides.js';
import { newRtf, rtfText } from './rtf.js';
import { newOdtContent, odtLines, withOdtLines } from './odt-paragraphs.js';

/** How a document is shown: its text, cells between tabs, slides, the fields of a form, or only its name and size. */
export type ContentKind = 'text' | 'paragraphs' | 'cells' | 'slides' | 'form' | 'opaque';

/** An opened document: the text that people edit, and how to write it back in its format. */
export interface DocumentContent {
  readonly kind: ContentKind;
  readonly text: string;
  /** The file with this text, marked with the number of changes without content (`touch`), if any. */
  write(text: string, touches: number): Uint8Array;
}

const textFormats = new Set(['txt', 'md', 'csv', 'tsv', 'html', 'htm', 'xml']);
const paragraphFormats = new Set(['docx', 'docm', 'dotx', 'dotm']);
const odtFormats = new Set(['odt', 'ott']);
const odtPart = 'content.xml';
const documentPart = 'word/document.xml';
const touchedPart = 'docProps/kontor-playground.txt';

/** Throws when the file is not valid for its format. */
export function openContent(fileType: string, bytes: Uint8Array): DocumentContent {
  const next = NEXT_OF_OLD[fileType];
  if (next !== undefined) return openContent(next, madeOfOld(next));
  if (textFormats.has(fileType)) return openText(bytes);
  // The real server opens its empty template instead of an empty file.
  if (paragraphFormats.has(fileType))
    return openParagraphs(bytes.length > 0 ? bytes : newDocx(['']), docxPart);
  if (odtFormats.has(fileType))
    return openParagraphs(bytes.length > 0 ? bytes : newOdt(['']), odtText);
  if (isPackage(fileType)) return openSheetsOrSlides(fileType, bytes) ?? openOpaque(bytes);
  return (fileType === 'pdf' ? openForm(bytes) : undefined) ?? openOpaque(bytes);
}

/** Longer texts are shown by their size alone: each change is compared with the whole. */
const MAX_SHOWN = 1_000_000;

/** Undefined for a file of which the simulator can show nothing. */
function openSheetsOrSlides(fileType: Package, bytes: Uint8Array): DocumentContent | undefined {
  try {
    const entries = unzipSync(bytes);
    const { text, write } = openPackage(fileType, entries);
    if (text.length > MAX_SHOWN) return undefined;
    return {
      kind: kindOf(fileType) === 'sheet' ? 'cells' : 'slides',
      text,
      write: (changed, touches) => {
        if (changed === text && touches === 0) return bytes;
        return zip(touched(changed === text ? entries : write(changed), touches));
      },
    };
  } catch {
    return undefined;
  }
}

/** Formats that can be opened but not written: what is saved of them has the format that follows. */
const NEXT_OF_OLD: Readonly<Record<string, string>> = { doc: 'docx', xls: 'xlsx', ppt: 'pptx' };

/** What the simulator shows of an old file, of which it reads nothing. */
function madeOfOld(next: string): Uint8Array {
  const text = 'The content of an old file.';
  return isPackage(next) ? zip(newPackage(next, text)) : newDocx([text]);
}

/** The format of what `DocumentContent.write` gives. */
export const writtenFormat = (fileType: string): string => NEXT_OF_OLD[fileType] ?? fileType;

function openForm(bytes: Uint8Array): DocumentContent | undefined {
  const form = openPdfForm(bytes);
  return form && { kind: 'form', text: form.text, write: (text) => form.write(text) };
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

/** Where the paragraphs of a format stand, how they are read as lines, and how lines are written back. */
interface ParagraphPart {
  readonly name: string;
  readonly read: (xml: string) => string[];
  readonly write: (xml: string, lines: readonly string[]) => string;
}

const docxPart: ParagraphPart = { name: documentPart, read: docxLines, write: withDocxLines };
const odtText: ParagraphPart = { name: odtPart, read: odtLines, write: withOdtLines };

function openParagraphs(bytes: Uint8Array, { name, read, write }: ParagraphPart): DocumentContent {
  const entries = unzipSync(bytes);
  const part = entries[name];
  if (!part) throw new Error(`the file has no ${name}`);
  const xml = strFromU8(part);
  const text = read(xml).join('\n');
  return {
    kind: 'paragraphs',
    text,
    write: (changed, touches) => {
      if (changed === text && touches === 0) return bytes;
      const written = strToU8(write(xml, changed.split('\n')));
      return zip({ ...touched(entries, touches), [name]: written });
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

const odtType = 'application/vnd.oasis.opendocument.text';

/** The smallest .odt with these paragraphs. */
export const newOdt = (lines: readonly string[]): Uint8Array =>
  zip({
    mimetype: strToU8(odtType),
    'META-INF/manifest.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${odtType}"/><manifest:file-entry manifest:full-path="${odtPart}" manifest:media-type="text/xml"/></manifest:manifest>`,
    ),
    [odtPart]: strToU8(newOdtContent(lines)),
  });

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

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** An A4 page, when no size is wanted. */
const PICTURE: PictureSize = { width: 100, height: 142 };

/** The file in another format; `undefined` when the simulator does not support one of the two. */
export function convertContent(
  from: string,
  bytes: Uint8Array,
  to: string,
  size: PictureSize | undefined = PICTURE,
): Uint8Array | undefined {
  if (from === to || (from === 'htm' && to === 'html')) return bytes;
  if (from === 'tsv' && to === 'csv') return strToU8(openText(bytes).text.replaceAll('\t', ','));
  if (from === 'csv' && to === 'tsv') return strToU8(openText(bytes).text.replaceAll(',', '\t'));
  const kind = kindOf(from);
  if (kind === undefined || !TARGETS[kind].has(to)) return undefined;
  return WRITERS[to]?.(readableText(from, bytes), size);
}

type Kind = 'text' | 'table' | 'sheet' | 'slides';

function kindOf(fileType: string): Kind | undefined {
  if (['csv', 'tsv'].includes(fileType)) return 'table';
  if (['xlsx', 'ods', 'xls'].includes(fileType)) return 'sheet';
  if (['pptx', 'odp', 'ppt'].includes(fileType)) return 'slides';
  const isText = [textFormats, paragraphFormats, odtFormats].some((some) => some.has(fileType));
  return isText || ['doc', 'rtf', 'pdf'].includes(fileType) ? 'text' : undefined;
}

/** As text, cells stand between tabs and slides between form feeds. */
function readableText(from: string, bytes: Uint8Array): string {
  const next = NEXT_OF_OLD[from];
  if (next !== undefined) return readableText(next, madeOfOld(next));
  if (isPackage(from)) return packageText(from, bytes);
  if (from === 'rtf') return rtfText(bytes) ?? '';
  if (from === 'pdf') return openForm(bytes)?.text ?? textOfDrawn(bytes);
  const { text } = openContent(from, bytes);
  if (from === 'csv') return text.replaceAll(',', '\t');
  return /^html?$/.test(from) ? htmlText(text) : text;
}

type Writer = (text: string, size: PictureSize) => Uint8Array;

const plain: Writer = (text) => strToU8(text);
const linesOf = (text: string): string[] => text.replace(/\n$/, '').split('\n');

const packageOf =
  (fileType: 'xlsx' | 'ods' | 'pptx' | 'odp'): Writer =>
  (text) =>
    zip(newPackage(fileType, text.replace(/\n$/, '')));

const DRAWN = ['pdf', 'pdfa', 'png'];
const SHEETS = ['xlsx', 'ods', 'csv', 'tsv'];
const TEXTS = ['txt', 'md', 'docx', 'odt', 'rtf', 'html'];

const TARGETS: Readonly<Record<Kind, ReadonlySet<string>>> = {
  text: new Set([...DRAWN, ...TEXTS]),
  table: new Set([...DRAWN, ...TEXTS, ...SHEETS]),
  sheet: new Set([...DRAWN, ...SHEETS]),
  slides: new Set([...DRAWN, 'pptx', 'odp', 'txt']),
};

const WRITERS: Readonly<Record<string, Writer>> = {
  ...{ md: plain, tsv: plain },
  ...{ xlsx: packageOf('xlsx'), ods: packageOf('ods') },
  ...{ pptx: packageOf('pptx'), odp: packageOf('odp') },
  txt: (text) => strToU8(text.replaceAll('\f', '\n\n')),
  csv: (text) => strToU8(text.replaceAll('\t', ',')),
  docx: (text) => newDocx(linesOf(text)),
  odt: (text) => newOdt(linesOf(text)),
  rtf: (text) => newRtf(linesOf(text)),
  pdf: drawnPdf,
  pdfa: drawnPdf,
  png: drawnPng,
  html: (text) => {
    const paragraphs = text.split('\n').map((line) => `<p>${escapeHtml(line)}</p>`);
    return strToU8(`<!doctype html>\n<meta charset="utf-8">\n${paragraphs.join('\n')}\n`);
  },
};

const rewritten: Readonly<Record<string, string>> = { tsv: 'csv', htm: 'html' };

/** The format in which the real 9.3 server saves a document, if the simulator supports it. */
export const savedFormat = (fileType: string): string =>
  rewritten[fileType] ?? writtenFormat(fileType);

/** A compound file with the stream `EncryptedPackage` is an Office file under a password ([MS-OFFCRYPTO]). */
export const isProtected = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'));

/** The only password that this simulator knows. */
const PASSWORD = 'playground';

/** A .docx in place of a protected file, for who knows the password: the simulator decrypts nothing. */
export const unlocked = (password: string): Uint8Array | undefined =>
  password === PASSWORD ? newDocx(['The content of a protected file.']) : undefined;

/** Formats that the simulator shows as text, so that it asks for their password. */
export const isShownProtected = (fileType: string, bytes: Uint8Array): boolean =>
  paragraphFormats.has(fileType) && isProtected(bytes);
