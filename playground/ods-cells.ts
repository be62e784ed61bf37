import { encoded } from './docx-paragraphs.js';
import { odfLines } from './odt-paragraphs.js';
import { attribute, element, MAX_REPEATED, NUMBER } from './package-markup.js';

// A table of an OpenDocument spreadsheet as lines: a row each, with tabs between its cells.

const CELL =
  /<table:(covered-)?table-cell((?:\s[^>]*?)?)(?:\/>|>([\s\S]*?)<\/table:(?:covered-)?table-cell>)/g;
const COLUMNS = 'table:number-columns-repeated';
const ROWS = 'table:number-rows-repeated';

interface Cell {
  readonly markup: string;
  readonly attributes: string;
  readonly isCovered: boolean;
  readonly text: string;
  readonly times: number;
}

const cellsIn = (row: string): readonly Cell[] =>
  [...row.matchAll(CELL)].map(([markup, covered, attributes = '', inner = '']) => ({
    ...{ markup, attributes, isCovered: covered !== undefined },
    text: odfLines(inner).join(' '),
    times: timesIn(attributes, COLUMNS),
  }));

const timesIn = (attributes: string, name: string): number =>
  Math.max(1, Number(attribute(attributes, name) ?? 1) || 1);

const lineOf = (row: string): string =>
  cellsIn(row)
    .flatMap(({ text, times }) => Array.from({ length: Math.min(times, MAX_REPEATED) }, () => text))
    .join('\t')
    .replace(/\t+$/, '');

/** Empty rows that are repeated are one line. */
const linesFor = (line: string, times: number): number =>
  line === '' ? 1 : Math.min(times, MAX_REPEATED);

export const odsText = (table: string): string =>
  [...table.matchAll(element('table:table-row'))]
    .flatMap(([, attributes = '', inner = '']) => {
      const line = lineOf(inner);
      return Array.from({ length: linesFor(line, timesIn(attributes, ROWS)) }, () => line);
    })
    .join('\n')
    .trimEnd();

/** The same table with these lines. A row whose text stays keeps its markup; a changed cell keeps its style. */
export function withOdsText(table: string, text: string): string {
  const left = text.split('\n');
  const rows = [...table.matchAll(element('table:table-row'))];
  const written = rows.map(([markup, attributes = '', inner = '']) => {
    const times = timesIn(attributes, ROWS);
    const line = lineOf(inner);
    const count = linesFor(line, times);
    const lines = Array.from({ length: count }, () => left.shift() ?? '');
    if (lines.every((each) => each === line)) return markup;
    const plain = without(attributes, [ROWS]);
    const changed = lines.map((each) => changedRow(plain, inner, each)).join('');
    return changed + (times > count ? repeatedRow(plain, inner, times - count) : '');
  });
  const more = left.map((line) => changedRow('', '', line)).join('');
  let index = 0;
  return table.replace(element('table:table-row'), () => {
    const row = written[index++]!;
    return index === rows.length ? row + more : row;
  });
}

const repeatedRow = (attributes: string, inner: string, times: number): string =>
  `<table:table-row${attributes} ${ROWS}="${times}">${inner}</table:table-row>`;

function changedRow(attributes: string, inner: string, line: string): string {
  const texts = line.split('\t');
  const cells = cellsIn(inner).map((cell) => {
    const shown = Array.from({ length: Math.min(cell.times, MAX_REPEATED) }, () =>
      texts.length > 0 ? texts.shift()! : '',
    );
    if (cell.isCovered || shown.every((each) => each === cell.text)) return cell.markup;
    const rest = cell.times - shown.length;
    const kept = without(cell.attributes, [COLUMNS]);
    const style = without(kept, ['office:[\\w-]+', 'calcext:[\\w-]+', 'table:formula']);
    const tail = `<table:table-cell${kept} ${COLUMNS}="${rest}"/>`;
    return shown.map((each) => newCell(style, each)).join('') + (rest > 0 ? tail : '');
  });
  const more = texts.map((each) => newCell('', each));
  const all = [...cells, ...more].join('') || '<table:table-cell/>';
  return `<table:table-row${attributes}>${all}</table:table-row>`;
}

const without = (attributes: string, names: readonly string[]): string =>
  attributes.replace(new RegExp(`\\s(?:${names.join('|')})="[^"]*"`, 'g'), '');

function newCell(attributes: string, text: string): string {
  if (text === '') return `<table:table-cell${attributes}/>`;
  const type = NUMBER.test(text) ? `float" office:value="${text}` : 'string';
  return `<table:table-cell${attributes} office:value-type="${type}"><text:p>${encoded(text)}</text:p></table:table-cell>`;
}
