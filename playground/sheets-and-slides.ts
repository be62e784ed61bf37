import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { strFromU8, strToU8, unzipSync, type Unzipped } from 'fflate';
import { encoded } from './docx-paragraphs.js';
import { odsText, withOdsText } from './ods-cells.js';
import { odfLines, odfParagraph, odfParagraphs } from './odt-paragraphs.js';
import { element, NUMBER } from './package-markup.js';
import { slideLines, withSlideLines, type SlideMarkup } from './slide-lines.js';
import { formulasIn, runsOf, withXlsxText, xlsxText } from './xlsx-cells.js';
import { projectRoot } from './project-root.js';

// Spreadsheets as rows of cells between tabs, presentations as lines with a form feed between two slides.

export type Package = 'xlsx' | 'ods' | 'pptx' | 'odp';

export const isPackage = (fileType: string): fileType is Package => fileType in PARTS;

/** What people read in a spreadsheet or presentation. Throws when the file is not valid for its format. */
export function packageText(fileType: Package, bytes: Uint8Array): string {
  const between = fileType === 'odp' || fileType === 'pptx' ? '\f' : '\n';
  return PARTS[fileType].read(unzipSync(bytes)).join(between);
}

/**
 * Its sheets or slides one below the other, for editing. Throws when the file is not valid for its format.
 * `write` gives the entries of the file with the changed text; a sheet or slide can be neither added nor removed, so
 * that what is below one line too many stays in the last one.
 */
export function openPackage(
  fileType: Package,
  entries: Unzipped,
): { readonly text: string; readonly write: (changed: string) => Unzipped } {
  const { read, write } = PARTS[fileType];
  const texts = read(entries);
  return { text: joined(texts), write: (changed) => write(entries, split(changed, texts.length)) };
}

/** Between two sheets or slides. */
const BORDER = '———';
const joined = (texts: readonly string[]): string =>
  texts.map((text) => text.replace(/^——— *$/gm, '$& ')).join(`\n${BORDER}\n`);

function split(text: string, count: number): readonly string[] {
  const parts = text.split(new RegExp(`(?:^|\\n)${BORDER}(?:\\n|$)`));
  const last = parts.slice(count - 1).join(`\n${BORDER}\n`);
  return [...parts.slice(0, count - 1), last].map((part) => part.replace(/^(——— *) $/gm, '$1'));
}

/** A file with that text, made of Kontor's blank one: no formats, one sheet; a .pptx gets one slide. */
export function newPackage(fileType: Package, text: string): Unzipped {
  const entries = blankOf(fileType);
  const { part, write } = WRITERS[fileType];
  return { ...entries, [part]: strToU8(write(strFromU8(entries[part]!), text)) };
}

/** What stands in a file: how its sheets or slides are read as texts, and written back. */
interface Parts {
  readonly read: (entries: Unzipped) => readonly string[];
  /** With another text for each of them; those that stay keep their markup. */
  readonly write: (entries: Unzipped, texts: readonly string[]) => Unzipped;
}

const SHEETS = /^xl\/worksheets\/[^/]*?(\d*)\.xml$/;
const SLIDES = /^ppt\/slides\/slide(\d+)\.xml$/;

const PARTS: Readonly<Record<Package, Parts>> = {
  xlsx: {
    read: (entries) =>
      numbered(entries, SHEETS).map((name) => xlsxText(needed(entries, name), strings(entries))),
    write: (entries, texts) => {
      const change = (xml: string, text: string) => withXlsxText(xml, strings(entries), text);
      const changed = withParts(entries, { names: numbered(entries, SHEETS), texts, change });
      const count = (of: Unzipped): number =>
        numbered(of, SHEETS).reduce((sum, name) => sum + formulasIn(needed(of, name)), 0);
      return count(changed) === count(entries) ? changed : withoutChain(changed);
    },
  },
  pptx: {
    read: (entries) =>
      numbered(entries, SLIDES).map((name) =>
        slideLines(needed(entries, name), PPTX_SLIDE).join('\n'),
      ),
    write: (entries, texts) => {
      const change = (xml: string, text: string) =>
        withSlideLines(xml, text.split('\n'), PPTX_SLIDE);
      return withParts(entries, { names: numbered(entries, SLIDES), texts, change });
    },
  },
  ods: inContent(element('table:table'), {
    read: odsText,
    write: withOdsText,
  }),
  odp: inContent(element('draw:page'), {
    read: (page) => slideLines(page, ODP_PAGE).join('\n'),
    write: (page, text) => withSlideLines(page, text.split('\n'), ODP_PAGE),
  }),
};

const strings = (entries: Unzipped): readonly string[] =>
  [...partOf(entries, 'xl/sharedStrings.xml').matchAll(element('si'))].map(([, , inner = '']) =>
    runsOf(inner),
  );

interface ChangedParts {
  readonly names: readonly string[];
  readonly texts: readonly string[];
  readonly change: (xml: string, text: string) => string;
}

const withParts = (entries: Unzipped, { names, texts, change }: ChangedParts): Unzipped => ({
  ...entries,
  ...Object.fromEntries(
    names.map((name, index) => [name, strToU8(change(needed(entries, name), texts[index] ?? ''))]),
  ),
});

/** The order of computing names each cell with a formula; a program makes it anew. */
function withoutChain({ 'xl/calcChain.xml': chain, ...entries }: Unzipped): Unzipped {
  if (chain === undefined) return entries;
  const [types, relations] = ['[Content_Types].xml', 'xl/_rels/workbook.xml.rels'];
  return {
    ...entries,
    [types]: strToU8(partOf(entries, types).replace(/<Override[^>]*calcChain[^>]*\/>/, '')),
    [relations]: strToU8(
      partOf(entries, relations).replace(/<Relationship[^>]*calcChain[^>]*\/>/, ''),
    ),
  };
}

/** Sheets or slides that all stand in `content.xml`. */
function inContent(
  each: RegExp,
  { read, write }: { read: (xml: string) => string; write: (xml: string, text: string) => string },
): Parts {
  const name = 'content.xml';
  return {
    read: (entries) => [...needed(entries, name).matchAll(each)].map(([markup]) => read(markup)),
    write: (entries, texts) => {
      let index = 0;
      const change = (markup: string): string => write(markup, texts[index++] ?? '');
      const xml = withTextNames(needed(entries, name)).replace(each, change);
      return { ...entries, [name]: strToU8(xml) };
    },
  };
}

const PPTX_SLIDE: SlideMarkup = {
  paragraph: element('a:p'),
  textOf: runsOf,
  withText: (paragraph, text) => {
    const properties = /<a:pPr(?:\s[^>]*?)?(?:\/>|>[\s\S]*?<\/a:pPr>)/.exec(paragraph)?.[0] ?? '';
    const run = /<a:rPr(?:\s[^>]*?)?(?:\/>|>[\s\S]*?<\/a:rPr>)/.exec(paragraph)?.[0] ?? '';
    const end =
      /<a:endParaRPr(?:\s[^>]*?)?(?:\/>|>[\s\S]*?<\/a:endParaRPr>)/.exec(paragraph)?.[0] ?? '';
    const runs = text === '' ? '' : `<a:r>${run}<a:t>${encoded(text)}</a:t></a:r>`;
    return `<a:p>${properties}${runs}${end}</a:p>`;
  },
  newParagraph: pptxParagraph,
  withBox: (slide, lines) =>
    slide.replace('</p:spTree>', () => `${slideBox(lines.join('\n'))}</p:spTree>`),
};

const ODP_PAGE: SlideMarkup = {
  paragraph: odfParagraphs,
  textOf: (paragraph) => odfLines(paragraph)[0] ?? '',
  withText: (paragraph, text) =>
    odfParagraph(text)
      .replace(
        /^<text:p/,
        () => /^<text:[ph](?:\s[^>]*?)?(?=\/?>)/.exec(paragraph)?.[0] ?? '<text:p',
      )
      .replace(/<\/text:p>$/, () => (paragraph.startsWith('<text:h') ? '</text:h>' : '</text:p>')),
  newParagraph: odfParagraph,
  withBox: (page, lines) => {
    const open = page.endsWith('/>') ? `${page.slice(0, -2)}></draw:page>` : page;
    const end = open.search(/<presentation:notes\b|<\/draw:page>$/);
    return open.slice(0, end) + odpBox(lines.join('\n')) + open.slice(end);
  },
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

const partOf = (entries: Unzipped, name: string): string => {
  const part = entries[name];
  return part === undefined ? '' : strFromU8(part);
};

function needed(entries: Unzipped, name: string): string {
  if (entries[name] === undefined) throw new Error(`the file has no ${name}`);
  return strFromU8(entries[name]);
}

/** Names of the parts that match, in the order of their numbers. */
function numbered(entries: Unzipped, name: RegExp): readonly string[] {
  const found = Object.keys(entries).filter((each) => name.test(each));
  if (found.length === 0) throw new Error(`the file has no part ${name.source}`);
  const numberOf = (each: string): number => Number(name.exec(each)?.[1] ?? 0);
  return found.toSorted((a, b) => numberOf(a) - numberOf(b));
}

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
    .map(pptxParagraph)
    .join('') +
  '</p:txBody></p:sp>';

function pptxParagraph(line: string): string {
  return line === '' ? '<a:p/>' : `<a:p><a:r><a:t>${encoded(line)}</a:t></a:r></a:p>`;
}

const odpPage = (text: string, index: number): string =>
  `<draw:page draw:name="page${index + 1}" draw:master-page-name="Default">${odpBox(text)}</draw:page>`;

const odpBox = (text: string): string =>
  '<draw:frame svg:x="2cm" svg:y="2cm" svg:width="20cm" svg:height="12cm"><draw:text-box>' +
  text.split('\n').map(odfParagraph).join('') +
  '</draw:text-box></draw:frame>';

const NAMESPACES = {
  text: 'urn:oasis:names:tc:opendocument:xmlns:text:1.0',
  svg: 'urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0',
};

/** The blanks hold no text, so that they do not name its namespaces. */
const withTextNames = (xml: string): string =>
  Object.entries(NAMESPACES).reduce(
    (named, [prefix, name]) =>
      named.includes(`xmlns:${prefix}=`)
        ? named
        : named.replace(
            '<office:document-content ',
            `<office:document-content xmlns:${prefix}="${name}" `,
          ),
    xml,
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
