import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { strFromU8, strToU8, unzipSync, type Unzipped } from 'fflate';
import { decoded, encoded } from './docx-paragraphs.js';
import { projectRoot } from './project-root.js';

// Spreadsheets as rows of cells between tabs, presentations as lines with a form feed between two slides.

type Package = 'xlsx' | 'ods' | 'pptx' | 'odp';

export const isPackage = (fileType: string): fileType is Package => fileType in READERS;

/** Gaps and repetitions are shown up to here: a format may say that an empty cell stands there a million times. */
const MAX_REPEATED = 256;

/** What people read in a spreadsheet or presentation. Throws when the file is not valid for its format. */
export function packageText(fileType: Package, bytes: Uint8Array): string {
  return READERS[fileType](unzipSync(bytes));
}

/** A file with that text, made of Kontor's blank one: no formats, one sheet; a .pptx gets one slide. */
export function newPackage(fileType: Package, text: string): Unzipped {
  const entries = blankOf(fileType);
  const { part, write } = WRITERS[fileType];
  return { ...entries, [part]: strToU8(write(strFromU8(entries[part]!), text)) };
}

const READERS: Readonly<Record<Package, (entries: Unzipped) => string>> = {
  xlsx: (entries) => {
    const shared = [...partOf(entries, 'xl/sharedStrings.xml').matchAll(element('si'))];
    const strings = shared.map(([, , inner = '']) => runsOf(inner));
    const sheets = numbered(entries, /^xl\/worksheets\/[^/]*?(\d*)\.xml$/);
    return sheets.map((xml) => xlsxRows(xml, strings)).join('\n');
  },
  ods: (entries) => odsRows(needed(entries, 'content.xml')),
  pptx: (entries) =>
    numbered(entries, /^ppt\/slides\/slide(\d+)\.xml$/)
      .map((xml) => [...xml.matchAll(element('a:p'))].map(([, , inner = '']) => runsOf(inner)))
      .map((lines) => lines.join('\n'))
      .join('\f'),
  odp: (entries) =>
    [...needed(entries, 'content.xml').matchAll(element('draw:page'))]
      .map(([, , inner = '']) => odfLines(inner).join('\n'))
      .join('\f'),
};

const WRITERS: Readonly<
  Record<
    Package,
    { readonly part: string; readonly write: (blank: string, text: string) => string }
  >
> = {
  xlsx: {
    part: 'xl/worksheets/sheet1.xml',
    write: (blank, text) => blank.replace('<sheetData/>', () => sheetData(text)),
  },
  ods: {
    part: 'content.xml',
    write: (blank, text) =>
      withTextNames(blank).replace(/<table:table-row>[\s\S]*<\/table:table-row>/, () =>
        odsTable(text),
      ),
  },
  pptx: {
    part: 'ppt/slides/slide1.xml',
    write: (blank, text) => blank.replace('</p:spTree>', () => `${slideBox(text)}</p:spTree>`),
  },
  odp: {
    part: 'content.xml',
    write: (blank, text) =>
      withTextNames(blank).replace(/<draw:page .*\/>/, () =>
        text.split('\f').map(odpPage).join(''),
      ),
  },
};

/** An element that contains none of its own kind: its attributes and what is in it. */
const element = (name: string): RegExp =>
  new RegExp(`<${name}((?:\\s[^>]*?)?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g');

const partOf = (entries: Unzipped, name: string): string => {
  const part = entries[name];
  return part === undefined ? '' : strFromU8(part);
};

function needed(entries: Unzipped, name: string): string {
  if (entries[name] === undefined) throw new Error(`the file has no ${name}`);
  return strFromU8(entries[name]);
}

/** The parts of that name in the order of their numbers. */
function numbered(entries: Unzipped, name: RegExp): string[] {
  const found = Object.keys(entries).filter((each) => name.test(each));
  if (found.length === 0) throw new Error(`the file has no part ${name.source}`);
  const numberOf = (each: string): number => Number(name.exec(each)?.[1] ?? 0);
  return found
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .map((each) => strFromU8(entries[each]!));
}

/** The text of `<t>` or `<a:t>` in all runs. */
const runsOf = (inner: string): string =>
  [...inner.matchAll(/<(?:a:)?t(?:\s[^>/]*)?>([\s\S]*?)<\/(?:a:)?t>/g)]
    .map(([, text = '']) => decoded(text).replace(/[\t\n]/g, ' '))
    .join('');

const odfLines = (inner: string): string[] =>
  [...inner.matchAll(/<text:(p|h)(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/text:\1>)/g)].map(
    ([, , line = '']) =>
      decoded(line.replace(/<text:(?:s|tab)\b[^>]*>/g, ' ').replace(/<[^>]*>/g, '')),
  );

const attribute = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1];

function xlsxRows(xml: string, strings: readonly string[]): string {
  const rows = [...xml.matchAll(element('row'))].map(([, , inner = '']) => {
    const cells: string[] = [];
    for (const [, attributes = '', content = ''] of inner.matchAll(element('c'))) {
      const column = columnOf(attribute(attributes, 'r')) ?? cells.length;
      while (cells.length < Math.min(column, MAX_REPEATED)) cells.push('');
      cells.push(cellText(attribute(attributes, 't'), content, strings));
    }
    return cells.join('\t');
  });
  return rows.join('\n');
}

function cellText(type: string | undefined, content: string, strings: readonly string[]): string {
  if (type === 'inlineStr') return runsOf(content);
  const value = decoded(/<v>([\s\S]*?)<\/v>/.exec(content)?.[1] ?? '');
  return type === 's' ? (strings[Number(value)] ?? '') : value;
}

/** 1 of `B7`. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1;
}

function odsRows(xml: string): string {
  const rows = [...xml.matchAll(element('table:table-row'))].flatMap(
    ([, attributes = '', inner = '']) => {
      const cells = [
        ...inner.matchAll(
          /<table:(?:covered-)?table-cell((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/table:(?:covered-)?table-cell>)/g,
        ),
      ];
      const texts = cells.flatMap(([, own = '', content = '']) =>
        repeated(odfLines(content).join(' '), attribute(own, 'table:number-columns-repeated')),
      );
      const line = texts.join('\t').trimEnd();
      return line === ''
        ? [line]
        : repeated(line, attribute(attributes, 'table:number-rows-repeated'));
    },
  );
  return rows.join('\n').trimEnd();
}

const repeated = (what: string, times = '1'): string[] =>
  Array.from({ length: Math.min(Number(times) || 1, MAX_REPEATED) }, () => what);

const NUMBER = /^-?\d{1,15}(?:\.\d{1,10})?$/;

function sheetData(text: string): string {
  const cell = (value: string): string =>
    NUMBER.test(value)
      ? `<c><v>${value}</v></c>`
      : `<c t="inlineStr"><is><t xml:space="preserve">${encoded(value)}</t></is></c>`;
  const rows = text.split('\n').map((line) => `<row>${line.split('\t').map(cell).join('')}</row>`);
  return `<sheetData>${rows.join('')}</sheetData>`;
}

function odsTable(text: string): string {
  const cell = (value: string): string => {
    const type = NUMBER.test(value) ? `float" office:value="${value}` : 'string';
    return `<table:table-cell office:value-type="${type}"><text:p>${encoded(value)}</text:p></table:table-cell>`;
  };
  const row = (line: string): string =>
    `<table:table-row>${line.split('\t').map(cell).join('')}</table:table-row>`;
  return text.split('\n').map(row).join('');
}

const slideBox = (text: string): string =>
  '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>' +
  '<p:spPr><a:xfrm><a:off x="838200" y="838200"/><a:ext cx="7467600" cy="4572000"/></a:xfrm>' +
  '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>' +
  text
    .split(/[\n\f]/)
    .map((line) => (line === '' ? '<a:p/>' : `<a:p><a:r><a:t>${encoded(line)}</a:t></a:r></a:p>`))
    .join('') +
  '</p:txBody></p:sp>';

const odpPage = (text: string, index: number): string =>
  `<draw:page draw:name="page${index + 1}" draw:master-page-name="Default">` +
  '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="12cm"><draw:text-box>' +
  text
    .split('\n')
    .map((line) => `<text:p>${encoded(line)}</text:p>`)
    .join('') +
  '</draw:text-box></draw:frame></draw:page>';

/** The blanks hold no text, so that they do not name its namespaces. */
const withTextNames = (xml: string): string =>
  xml.replace(
    '<office:document-content ',
    '<office:document-content xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ' +
      'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" ',
  );

const MARKS: Readonly<Record<string, string>> = {
  ...{ SHEET: 'Sheet1', PAPER: '9', LANG: 'en-GB', LANGUAGE: 'en', COUNTRY: 'GB' },
  ...{ CM_WIDTH: '21', CM_HEIGHT: '29.7' },
};

/** The parts of an empty file; in `config/blank` they have marks in place of language and paper. */
function blankOf(fileType: Package): Unzipped {
  const folder = join(projectRoot, 'config/blank', fileType);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(
    files.map((file) => {
      const name = relative(folder, file).split(sep).join('/');
      const text = readFileSync(file, 'utf8');
      const filled = text.replaceAll(/@([A-Z_]+)@/g, (mark, key: string) => MARKS[key] ?? mark);
      return [name, strToU8(name === 'mimetype' ? filled.trim() : filled)];
    }),
  );
}
