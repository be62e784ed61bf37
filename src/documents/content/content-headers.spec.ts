import { describe, expect, it } from '@jest/globals';
import { parse } from 'content-disposition';
import { attachment, rangeHeaderFor } from './content-headers.js';

describe('rangeHeaderFor', () => {
  it('should ignore the range when If-Range names other content', () => {
    const range = 'bytes=0-1';
    expect(rangeHeaderFor({ range, 'if-range': '"a"' }, 'a')).toBe(range);
    expect(rangeHeaderFor({ range, 'if-range': '"b"' }, 'a')).toBeUndefined();
    expect(rangeHeaderFor({ range }, 'a')).toBe(range);
  });
});

describe('attachment', () => {
  it('should name the file in ASCII and in full', () => {
    expect(attachment('Größe "1" (ä).docx')).toBe(
      `attachment; filename="Gro_e _1_ (a).docx"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20%28%C3%A4%29.docx`,
    );
  });

  it('should send one name when both are the same', () => {
    expect(attachment('Letter 1.docx')).toBe('attachment; filename="Letter 1.docx"');
    expect(attachment('Letter.docx')).toBe('attachment; filename=Letter.docx');
  });

  it.each(['Größe (ä).docx', `a";\\%é'*.txt`, '50%25.txt', '日本語.odt', '🏠.pdf', 'ß', ''])(
    'should be read back as %j',
    (name) => {
      expect(parse(attachment(name)).parameters.filename).toBe(name);
    },
  );

  it('should never break out of the header', () => {
    expect(attachment(`a";\\%é'*.txt`)).toBe(
      `attachment; filename=a____e'*.txt; filename*=UTF-8''a%22%3B%5C%25%C3%A9%27%2A.txt`,
    );
    expect(attachment('a\r\nset-cookie: b')).toBe(
      `attachment; filename="a__set-cookie: b"; filename*=UTF-8''a%0D%0Aset-cookie%3A%20b`,
    );
  });
});
