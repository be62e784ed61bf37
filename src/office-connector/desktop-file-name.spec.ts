import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { desktopFileName } from './desktop-file-name.js';

describe('desktopFileName', () => {
  it.each([
    ['Bericht 2026.docx', 'Bericht 2026.docx'],
    ['Verfügung «Äpfel».docx', 'Verfügung «Äpfel».docx'],
    ['Akte 7: A/B?.docx', 'Akte 7_ A_B_.docx'],
    ['CON.docx', '_CON.docx'],
    ['nul.2026.docx', '_nul.2026.docx'],
    ['com1 .xlsx', '_com1.xlsx'],
    ['LPT².txt', '_LPT².txt'],
    ['Konto.docx', 'Konto.docx'],
    ['Entwurf. . .docx', 'Entwurf.docx'],
    ['  .docx', 'Document.docx'],
    ['.docx', 'Document.docx'],
    ['x\u202ecod.docx', 'xcod.docx'],
    ['Bericht.', 'Bericht'],
    [`${'ä'.repeat(250)}.docx`, `${'ä'.repeat(145)}.docx`],
    [`${'👩‍👩‍👧'.repeat(30)}.docx`, `${'👩‍👩‍👧'.repeat(18)}.docx`],
  ])('should store %j as %j', (title, filename) => {
    expect(desktopFileName(title)).toBe(filename);
  });

  it('should make of any title a name that Windows can store', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (title) => {
        const name = desktopFileName(`${title}.docx`);
        expect(name).toMatch(/[^. ]\.docx$/);
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]/u);
        expect(name.length).toBeLessThanOrEqual(151);
        expect(name).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)\s*\./i);
        expect(name.isWellFormed()).toBe(true);
        expect(desktopFileName(name)).toBe(name);
      }),
    );
  });
});
