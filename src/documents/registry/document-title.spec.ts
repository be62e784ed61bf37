import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readFormatTable } from '../formats/bundled-formats.file.js';
import { renamedTitle, titleAndFormat, titleOfFile, withExtension } from './document-title.js';

const formats = readFormatTable();
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a title', () => {
  it('should be trimmed and decide the format', () => {
    expect(titleAndFormat('  Bericht 2026.DOCX ', formats)).toMatchObject({
      title: 'Bericht 2026.DOCX',
      format: { name: 'docx' },
    });
  });

  it.each([
    ['', 'documents/bad-title'],
    ['   ', 'documents/bad-title'],
    ['a/b.docx', 'documents/bad-title'],
    ['a\\b.docx', 'documents/bad-title'],
    ['a\nb.docx', 'documents/bad-title'],
    ['\u200b.docx', 'documents/bad-title'],
    ['\u2800\u3000.docx', 'documents/bad-title'],
    [`${'a'.repeat(251)}.docx`, 'documents/bad-title'],
    ['.docx', 'documents/bad-title'],
    ['.. .docx', 'documents/bad-title'],
    ['.hidden.docx', 'fine'],
    ['\ud800.docx', 'documents/bad-title'],
    ['Report', 'documents/unsupported-format'],
    ['Report.exe', 'documents/unsupported-format'],
    [`${'a'.repeat(250)}.docx`, 'fine'],
  ])('should be refused or taken: %j', (title, expected) => {
    expect(codeOf(() => titleAndFormat(title, formats))).toBe(expected);
  });

  it('should keep its extension when renamed', () => {
    expect(renamedTitle('Neu', 'docx', formats)).toBe('Neu.docx');
    expect(renamedTitle('Neu.docx', 'docx', formats)).toBe('Neu.docx');
    expect(renamedTitle('Stand 22.11.2026', 'docx', formats)).toBe('Stand 22.11.2026.docx');
    expect(codeOf(() => renamedTitle('Neu.xlsx', 'docx', formats))).toBe('documents/format-fixed');
    expect(codeOf(() => renamedTitle('.docx', 'docx', formats))).toBe('documents/bad-title');
  });

  it.each([
    ['Rechnung\u202excod.docx', 'Rechnungxcod.docx'],
    ['\u2066Be\u200bricht\u2069.docx\u200b', 'Bericht.docx'],
    ['Be\u00adricht\ufeff.docx', 'Bericht.docx'],
    ['Be\u200dricht\u{e0041}.docx', 'Bericht.docx'],
    ['a\u2028b\u3164.docx', 'ab.docx'],
    ['می\u200cخواهم.docx', 'می\u200cخواهم.docx'],
    ['क्\u200dष.docx', 'क्\u200dष.docx'],
    ['👩\u200d👩\u200d👧 ❤\ufe0f.docx', '👩\u200d👩\u200d👧 ❤\ufe0f.docx'],
    ['葛\u{e0100}.docx', '葛\u{e0100}.docx'],
  ])('should not hide what cannot be seen: %j', (given, shown) => {
    expect(titleOfFile(given)).toBe(shown);
    expect(renamedTitle(given, 'docx', formats)).toBe(shown);
  });

  it('should replace the invisible name of a file, and be refused when a person types it', () => {
    expect(titleOfFile('\u200b\u202e.docx')).toBe('Document.docx');
    expect(titleOfFile('\u0001.docx')).toBe('Document.docx');
    expect(titleOfFile('Akte\n7\t.docx')).toBe('Akte 7 .docx');
    for (const typed of ['\u200b', '\u2800', '\u200e .docx', '\u3000\ufe0f'])
      expect(codeOf(() => renamedTitle(typed, 'docx', formats))).toBe('documents/bad-title');
  });

  it('should have a visible character, or be refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        const title = titleOfFile(`${input}.docx`);
        if (codeOf(() => titleAndFormat(title, formats)) !== 'fine') return;
        expect(title).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u00ad]/u);
        expect(title.replace(/[\p{Z}\u2800.]/gu, '').length).toBeGreaterThan('docx'.length);
      }),
    );
  });

  it('should change its extension within the allowed length', () => {
    expect(withExtension('Alt.doc', 'docx')).toBe('Alt.docx');
    expect(withExtension(`${'a'.repeat(251)}.doc`, 'docx')).toHaveLength(255);
  });
});

describe('the format table', () => {
  it('should open 72 formats in the editor', () => {
    expect(formats.all().filter(({ opensInEditor }) => opensInEditor)).toHaveLength(72);
    expect(formats.find('DOCX')).toMatchObject({ documentType: 'word', isEditable: true });
    expect(formats.find('doc')).toMatchObject({ opensInEditor: true, isEditable: false });
    expect(formats.find('gdoc')).toMatchObject({ opensInEditor: false });
    expect(formats.find('png')).toMatchObject({ opensInEditor: false, mime: 'image/png' });
    expect(formats.find('vsdx')?.mime).toBe('application/vnd.ms-visio.drawing');
  });
});
