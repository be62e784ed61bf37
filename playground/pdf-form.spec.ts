import { describe, expect, it } from '@jest/globals';
import { drawnPdf } from './drawn-text.js';
import { fieldsOf, openPdfForm } from './pdf-form.js';

const BLANK = Buffer.from(
  '%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Lang (de-CH) /AcroForm << /Fields [] >> >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << >> >>\nendobj\n%%EOF\n',
);

describe('a form in PDF', () => {
  it('should be read back as it was written, in any script', () => {
    const text = 'Name: Žofia (née Ångström)\nDate: \nΌνομα: x';
    const bytes = openPdfForm(BLANK)!.write(text);
    const again = openPdfForm(bytes)!;
    expect(again.text).toBe(text);
    expect(again.write(text)).toBe(bytes);
    const file = Buffer.from(bytes).toString('latin1');
    expect(file).toContain('/MediaBox [0 0 612 792]');
    expect(file).toContain('/Lang (de-CH)');
    const start = Number(/startxref\n(\d+)/.exec(file)?.[1]);
    expect(file.slice(start, start + 4)).toBe('xref');
  });

  it('should not be taken from a PDF with something else on it', () => {
    expect(openPdfForm(drawnPdf('a text'))).toBeUndefined();
    expect(openPdfForm(Buffer.from('%PDF-1.7\n%%EOF\n'))).toBeUndefined();
  });

  it('should have a field for each line with a name', () => {
    expect(fieldsOf('Name: Bob: the second\n\nDate')).toEqual([
      { name: 'Name', value: 'Bob: the second' },
      { name: 'Date', value: '' },
    ]);
  });
});
