import { describe, expect, it } from '@jest/globals';
import { etagsIn, isKnown } from './etags.js';

describe('etags', () => {
  it('should be read as compressing proxies rewrite them', () => {
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
