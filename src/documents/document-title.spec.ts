import { describe, expect, it } from '@jest/globals';
import { readFormatTable } from './format-table.file.js';
import { renamedTitle, titleAndFormat, withExtension } from './document-title.js';

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
    ['a\u202excod.docx', 'documents/bad-title'],
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
