import { crc32, deflateSync } from 'node:zlib';

const LINES_ON_A_PAGE = 46;
const CHARS_IN_A_LINE = 84;

/** The lines of a text as they stand on paper: long ones are broken, and so many stand on a page; `\f` ends one. */
const pagesOf = (text: string): string[][] => text.split('\f').flatMap(pagesOfPart);

function pagesOfPart(text: string): string[][] {
  const lines = text
    .replaceAll('\t', '    ')
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${CHARS_IN_A_LINE}}`, 'gu')) ?? ['']);
  const count = Math.max(1, Math.ceil(lines.length / LINES_ON_A_PAGE));
  return Array.from({ length: count }, (_, page) =>
    lines.slice(page * LINES_ON_A_PAGE, (page + 1) * LINES_ON_A_PAGE),
  );
}

/** A4 in points. */
const PAPER = { width: 595, height: 842, margin: 56, leading: 16 };

/** A PDF of the text, in Helvetica; characters outside Latin-1 become question marks. */
export function drawnPdf(text: string): Uint8Array {
  const pages = pagesOf(text);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, n) => `${4 + 2 * n} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((lines, n) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${PAPER.width} ${PAPER.height}] ` +
        `/Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * n} 0 R >>`,
      streamOf(lines),
    ]),
  ];
  return filedObjects(objects);
}

/** A PDF of these objects, numbered from 1; the first one is its catalogue. */
export function filedObjects(objects: readonly string[]): Uint8Array {
  let file = '%PDF-1.7\n';
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(file.length);
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = file.length;
  file +=
    `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}` +
    `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function streamOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${pdfText(line)}) Tj T*`).join('\n');
  const top = PAPER.height - PAPER.margin;
  const drawing = `BT\n/F1 11 Tf\n${PAPER.leading} TL\n${PAPER.margin} ${top} Td\n${shown}\nET`;
  return `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`;
}

const pdfText = (line: string): string =>
  line.replace(/[^\u0020-\u00ff]/gu, '?').replace(/[\\()]/g, (char) => `\\${char}`);

/** What stands in a PDF that `drawnPdf` made, with `\f` between its pages; of any other, nothing. */
export const textOfDrawn = (bytes: Uint8Array): string =>
  [
    ...Buffer.from(bytes)
      .toString('latin1')
      .matchAll(/^BT\n([\s\S]*?)\nET$/gm),
  ]
    .map(([, drawing = '']) =>
      [...drawing.matchAll(/^\((.*)\) Tj T\*$/gm)]
        .map(([, line = '']) => line.replace(/\\([\\()])/g, '$1'))
        .join('\n'),
    )
    .join('\f');

/** A picture of the first page: white paper, and a dark block for each character. */
export function drawnPng(
  text: string,
  { width, height }: { width: number; height: number },
): Uint8Array {
  const rows = Buffer.alloc(height * (width + 1), 0xff);
  const [lines = []] = pagesOf(text);
  const cell = {
    width: (width * 0.8) / CHARS_IN_A_LINE,
    height: (height * 0.86) / LINES_ON_A_PAGE,
  };
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0;
  for (const [row, line] of lines.entries()) {
    const from = Math.floor(height * 0.07 + row * cell.height);
    const to = Math.max(from + 1, Math.floor(from + cell.height * 0.55));
    for (const [column, char] of [...line].entries()) {
      if (char === ' ') continue;
      const left = Math.floor(width * 0.1 + column * cell.width);
      const right = Math.max(left + 1, Math.floor(width * 0.1 + (column + 1) * cell.width));
      for (let y = from; y < to; y++)
        rows.fill(0x55, y * (width + 1) + 1 + left, y * (width + 1) + 1 + right);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of grey for each pixel.
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
