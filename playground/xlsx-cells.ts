import { decoded, encoded } from './docx-paragraphs.js';
import { attribute, element, MAX_REPEATED, NUMBER } from './package-markup.js';

// A worksheet as lines: a row each, with tabs between its cells.

interface Cell {
  /** From 0. */
  readonly column: number;
  readonly attributes: string;
  readonly markup: string;
  readonly text: string;
}

interface Row {
  /** From 1. */
  readonly number: number;
  readonly attributes: string;
  readonly markup: string;
  readonly cells: readonly Cell[];
}

const sheetData = /<sheetData(?:\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/sheetData>)/;

/** The text of `<t>` or `<a:t>` in all runs. */
export const runsOf = (inner: string): string =>
  [...inner.matchAll(/<(?:a:)?t(?:\s[^>/]*)?>([\s\S]*?)<\/(?:a:)?t>/g)]
    .map(([, text = '']) => decoded(text).replace(/[\t\n]/g, ' '))
    .join('');

/** Rows up to the first large gap, and cells up to `MAX_REPEATED`; a format may have a cell in row 1048576. */
export const xlsxText = (xml: string, strings: readonly string[]): string =>
  linesOf(rowsIn(xml, strings)).join('\n');

/**
 * The same sheet with these lines. A cell whose text stays keeps its markup, a changed one its style; what lies beyond
 * the lines that `xlsxText` shows is kept. Styles, merged cells and formulas stay where they are: a line that is
 * inserted moves texts, not cells.
 */
export function withXlsxText(xml: string, strings: readonly string[], text: string): string {
  const rows = rowsIn(xml, strings);
  const before = linesOf(rows);
  const lines = text.split('\n');
  const numbered = new Map(rows.map((row) => [row.number, row]));
  const written: string[] = [];
  for (let number = 1; number <= Math.max(lines.length, before.length); number++) {
    const [row, line = ''] = [numbered.get(number), lines[number - 1]];
    if (row !== undefined && line === (before[number - 1] ?? '')) written.push(row.markup);
    else if (row !== undefined || line !== '') written.push(changedRow(number, line, row));
  }
  const beyond = rows.filter(({ number }) => number > Math.max(lines.length, before.length));
  const data = [...written, ...beyond.map(({ markup }) => markup)].join('');
  const changed = xml
    .replace(sheetData, () => `<sheetData>${data}</sheetData>`)
    .replace(/<dimension\b[^>]*\/>/, '');
  return withoutFormulasOf(lostGroups(xml, changed), changed);
}

export const formulasIn = (xml: string): number => [...xml.matchAll(/<f[\s/>]/g)].length;

function rowsIn(xml: string, strings: readonly string[]): readonly Row[] {
  const rows: Row[] = [];
  for (const [markup, attributes = '', inner = ''] of (sheetData.exec(xml)?.[1] ?? '').matchAll(
    element('row'),
  )) {
    const number = Number(attribute(attributes, 'r') ?? (rows.at(-1)?.number ?? 0) + 1);
    rows.push({ number, attributes, markup, cells: cellsIn(inner, strings) });
  }
  return rows;
}

function cellsIn(inner: string, strings: readonly string[]): readonly Cell[] {
  const cells: Cell[] = [];
  for (const [markup, attributes = '', content = ''] of inner.matchAll(element('c'))) {
    const column = columnOf(attribute(attributes, 'r')) ?? (cells.at(-1)?.column ?? -1) + 1;
    const text = cellText(attribute(attributes, 't'), content, strings);
    cells.push({ column, attributes, markup, text });
  }
  return cells;
}

function cellText(type: string | undefined, content: string, strings: readonly string[]): string {
  if (type === 'inlineStr') return runsOf(content);
  const value = decoded(/<v(?:\s[^>]*)?>([\s\S]*?)<\/v>/.exec(content)?.[1] ?? '');
  return (type === 's' ? (strings[Number(value)] ?? '') : value).replace(/[\t\n]/g, ' ');
}

function linesOf(rows: readonly Row[]): string[] {
  const lines: string[] = [];
  for (const { number, cells } of rows) {
    if (number - lines.length > MAX_REPEATED) break;
    while (lines.length < number - 1) lines.push('');
    lines.push(lineOf(cells));
  }
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function lineOf(cells: readonly Cell[]): string {
  const texts: string[] = [];
  for (const { column, text } of cells) {
    if (column >= MAX_REPEATED) break;
    while (texts.length < column) texts.push('');
    texts.push(text);
  }
  return texts.join('\t').replace(/\t+$/, '');
}

function changedRow(number: number, line: string, row: Row | undefined): string {
  const texts = line.split('\t');
  const known = new Map((row?.cells ?? []).map((cell) => [cell.column, cell]));
  const last = Math.max(texts.length - 1, ...known.keys());
  const cells: string[] = [];
  for (let column = 0; column <= last; column++) {
    const cell = known.get(column);
    const isShown = column < Math.max(MAX_REPEATED, texts.length);
    const text = isShown ? (texts[column] ?? '') : cell?.text;
    const reference = `${lettersOf(column)}${number}`;
    if (cell !== undefined && cell.text === text) cells.push(placed(cell, reference));
    else cells.push(newCell(reference, text ?? '', cell));
  }
  const kept = (row?.attributes ?? '').replace(/\s(?:r|spans)="[^"]*"/g, '');
  return `<row r="${number}"${kept}>${cells.join('')}</row>`;
}

const placed = ({ attributes, markup }: Cell, reference: string): string =>
  attribute(attributes, 'r') === undefined
    ? markup.replace(/^<c/, () => `<c r="${reference}"`)
    : markup;

/** Nothing at all for an empty cell without a style. */
function newCell(reference: string, text: string, former: Cell | undefined): string {
  const style = attribute(former?.attributes ?? '', 's');
  const head = `<c r="${reference}"${style === undefined ? '' : ` s="${style}"`}`;
  if (text === '') return style === undefined ? '' : `${head}/>`;
  if (NUMBER.test(text)) return `${head}><v>${text}</v></c>`;
  return `${head} t="inlineStr"><is><t xml:space="preserve">${encoded(text)}</t></is></c>`;
}

const groupsIn = (xml: string, only: RegExp): readonly string[] =>
  [...xml.matchAll(/<f\s[^>]*>/g)].flatMap(([tag]) =>
    only.test(tag) ? (attribute(tag, 'si') ?? []) : [],
  );

/** Groups of shared formulas whose first cell, which has the formula, was overwritten. */
function lostGroups(before: string, after: string): readonly string[] {
  const kept = new Set(groupsIn(after, /\sref="/));
  return groupsIn(before, /\sref="/).filter((group) => !kept.has(group));
}

/** Their other cells keep the values. */
const withoutFormulasOf = (groups: readonly string[], xml: string): string =>
  groups.reduce(
    (left, group) =>
      left.replaceAll(
        new RegExp(`<f\\s[^>]*?\\bsi="${group}"[^>]*?(?:/>|>[\\s\\S]*?</f>)`, 'g'),
        '',
      ),
    xml,
  );

/** 1 of `B7`. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1;
}

/** `B` of 1. */
function lettersOf(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest === 0 ? '' : lettersOf(rest - 1)) + String.fromCharCode(65 + (column % 26));
}
