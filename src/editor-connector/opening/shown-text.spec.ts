import { describe, expect, it } from '@jest/globals';
import { shownText, shownTitle } from './shown-text.js';

describe('shownText', () => {
  it('should leave no markup, control characters or reversed letters', () => {
    expect(shownText('<img src=x onerror=alert(1)>\u0000\u202exslx\n')).toBe(
      '‹img src=x onerror=alert(1)›xslx',
    );
    expect(shownText('R&D: "Zürich" – 北京')).toBe('R&D: "Zürich" – 北京');
  });
});

describe('shownTitle', () => {
  it('should end with the type of the content within 128 characters', () => {
    expect(shownTitle('Report.docx', 'docx')).toBe('Report.docx');
    expect(shownTitle('Report.DOCX', 'docx')).toBe('Report.docx');
    expect(shownTitle('Report', 'docx')).toBe('Report.docx');
    const long = shownTitle(`${'x'.repeat(300)}.docx`, 'docx');
    expect(long).toHaveLength(128);
    expect(long).toMatch(/x\.docx$/);
  });
});
