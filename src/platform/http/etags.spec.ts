import { describe, expect, it } from '@jest/globals';
import { etagsIn, isKnown } from './etags.js';

describe('etags', () => {
  it('should be read as compressing proxies rewrite them', () => {
    expect(etagsIn('"a", W/"b", c')).toEqual(['a', 'b', 'c']);
    expect(etagsIn('"a-gzip", "b;br"')).toEqual(['a-gzip', 'a', 'b;br', 'b']);
    expect(etagsIn('*')).toEqual(['*']);
    expect(etagsIn(undefined)).toBeUndefined();
  });

  it.each(['a', 'a-', 'a--', '-', 'gzip', 'a-br'])(
    'should know the tag %s in every form that a proxy gives it',
    (tag) => {
      const endings = ['', '-gzip', '--gzip', ';gzip', ';br', '-zstd', '-deflate'];
      for (const ending of endings) {
        expect(isKnown(`"x", "${tag}${ending}"`, tag)).toBe(true);
        expect(isKnown(`W/"${tag}${ending}"`, tag)).toBe(true);
        expect(isKnown(`"b${tag}${ending}"`, tag)).toBe(false);
      }
    },
  );

  it('should compare If-None-Match weakly', () => {
    expect(isKnown('"x", W/"a"', 'a')).toBe(true);
    expect(isKnown('*', 'a')).toBe(true);
    expect(isKnown('W/"a-gzip"', 'a')).toBe(true);
    expect(isKnown('"b"', 'a')).toBe(false);
    expect(isKnown(undefined, 'a')).toBe(false);
  });
});
