import { describe, expect, it } from '@jest/globals';
import { attachment, etagsIn, isKnown, rangeHeaderFor, rangeOf } from './content-headers.js';

describe('rangeOf', () => {
  it.each([
    ['bytes=0-0', { start: 0, end: 1 }],
    ['bytes=2-5', { start: 2, end: 6 }],
    ['bytes=2-', { start: 2, end: 10 }],
    ['bytes=2-99', { start: 2, end: 10 }],
    ['bytes=-3', { start: 7, end: 10 }],
    ['bytes=-99', { start: 0, end: 10 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=10-12', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-2', undefined],
    ['bytes=0-1,3-4', undefined],
    ['bytes=-', undefined],
    ['items=0-1', undefined],
    [undefined, undefined],
  ])('should read %s of ten bytes', (header, expected) => {
    expect(rangeOf(header, 10)).toEqual(expected);
  });

  it('should find nothing in an empty file', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('unsatisfiable');
    expect(rangeOf('bytes=-1', 0)).toBe('unsatisfiable');
  });
});

describe('rangeHeaderFor', () => {
  it('should forget the range when the content is another one by now', () => {
    const range = 'bytes=0-1';
    expect(rangeHeaderFor({ range, 'if-range': '"a"' }, 'a')).toBe(range);
    expect(rangeHeaderFor({ range, 'if-range': '"b"' }, 'a')).toBeUndefined();
    expect(rangeHeaderFor({ range }, 'a')).toBe(range);
  });
});

describe('etags', () => {
  it('should be understood as proxies that compress rewrite them', () => {
    expect(etagsIn('"a", W/"b", c')).toEqual(['a', 'b', 'c']);
    expect(etagsIn('"a-gzip", "b;br", W/"c--gzip"')).toEqual(['a', 'b', 'c']);
    expect(etagsIn('*')).toEqual(['*']);
    expect(etagsIn(undefined)).toBeUndefined();
  });

  it('should compare If-None-Match weakly', () => {
    expect(isKnown('"x", W/"a"', 'a')).toBe(true);
    expect(isKnown('*', 'a')).toBe(true);
    expect(isKnown('W/"a-gzip"', 'a')).toBe(true);
    expect(isKnown('"b"', 'a')).toBe(false);
    expect(isKnown(undefined, 'a')).toBe(false);
  });
});

describe('attachment', () => {
  it('should name the file in ASCII and in full', () => {
    expect(attachment('Größe "1" (ä).docx')).toBe(
      `attachment; filename="Gro_e _1_ (a).docx"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%20%28%C3%A4%29.docx`,
    );
  });

  it('should never break out of the header', () => {
    expect(attachment(`a";\\%é'*.txt`)).toBe(
      `attachment; filename="a____e'*.txt"; filename*=UTF-8''a%22%3B%5C%25%C3%A9%27%2A.txt`,
    );
  });
});
