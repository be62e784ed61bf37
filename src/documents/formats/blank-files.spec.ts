import { describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import { BLANK_KINDS, type BlankKind } from './blank-files.js';
import { readBlankFiles, readFormatTable } from './bundled-formats.file.js';
import { checkContainer } from './container-check.js';

const textOf = (kind: BlankKind, lang: string, part: string): string =>
  Buffer.from(unzipSync(readBlankFiles().of(kind, lang))[part] ?? []).toString();

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('blank files', () => {
  it.each(BLANK_KINDS)(
    'should make a valid .%s, the same each time, with no mark left',
    async (kind) => {
      const bytes = readBlankFiles().of(kind, 'fr-CH');
      expect(readFormatTable().find(kind)?.opensInEditor).toBe(true);
      expect(Buffer.from(readBlankFiles().of(kind, 'fr-CH')).equals(bytes)).toBe(true);
      // Every doubt fails the stream.
      for await (const _ of checkContainer(once(bytes), kind, { allowEmpty: true }));
      const isPackage = Buffer.from(bytes).subarray(0, 2).toString() === 'PK';
      const parts = isPackage ? Object.values(unzipSync(bytes)) : [bytes];
      for (const part of parts)
        expect(Buffer.from(part).toString('latin1')).not.toMatch(/@[A-Z_]+@/);
    },
  );

  it.each([
    ['de-CH', 'w:w="11906" w:h="16838"', 'de-CH'],
    ['en', 'w:w="11906" w:h="16838"', 'en-GB'],
    ['en-US', 'w:w="12240" w:h="15840"', 'en-US'],
    ['fr-CA', 'w:w="12240" w:h="15840"', 'fr-CA'],
    ['ja', 'w:w="11906" w:h="16838"', 'ja-JP'],
    ['"/><script>', 'w:w="11906" w:h="16838"', 'en-GB'],
  ])('should take paper and spelling from %s', (lang, paper, spelling) => {
    expect(textOf('docx', lang, 'word/document.xml')).toContain(paper);
    expect(textOf('docx', lang, 'word/styles.xml')).toContain(`w:lang w:val="${spelling}"`);
  });

  it('should name the sheet, and choose its paper, as people there do', () => {
    expect(textOf('xlsx', 'de-CH', 'xl/workbook.xml')).toContain('name="Tabelle1"');
    expect(textOf('xlsx', 'en-US', 'xl/worksheets/sheet1.xml')).toContain('paperSize="1"');
    expect(textOf('ods', 'fr-CH', 'content.xml')).toContain('table:name="Feuille1"');
    expect(textOf('odt', 'en-US', 'styles.xml')).toContain('fo:page-width="21.59cm"');
  });

  it.each(['odt', 'ods', 'odp'] as const)(
    'should begin .%s with its media type, as it is',
    (kind) => {
      const start = Buffer.from(readBlankFiles().of(kind)).subarray(0, 90).toString('latin1');
      expect(start.slice(30)).toMatch(/^mimetypeapplication\/vnd\.oasis\.opendocument\./);
    },
  );

  it('should find every object of the PDF where its table says', () => {
    const pdf = Buffer.from(readBlankFiles().of('pdf', 'en-US')).toString('latin1');
    const offsets = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    expect(offsets.map((at) => pdf.slice(at, at + 7))).toEqual(['1 0 obj', '2 0 obj', '3 0 obj']);
    expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)?.[1]))).toMatch(/^xref\n0 4\n/);
    expect(pdf).toContain('/MediaBox [0 0 612 792]');
  });
});
