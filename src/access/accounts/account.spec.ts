import { describe, expect, it } from '@jest/globals';
import { canonicalUsername } from './account.js';

describe('canonicalUsername', () => {
  it('should be lower case', () => {
    expect(canonicalUsername('Alice.B_c-1@Example')).toBe('alice.b_c-1@example');
  });

  it.each(['', 'a b', 'ümlaut', 'a/b', 'a\n', '%', 'x'.repeat(65)])(
    'should refuse "%s"',
    (typed) => {
      expect(canonicalUsername(typed)).toBeUndefined();
    },
  );

  it('should not take a letter that only turns into ASCII by folding', () => {
    // U+212A, the Kelvin sign, becomes "k" in lower case: two spellings would be one person.
    expect(canonicalUsername('\u212Aarl')).toBeUndefined();
  });
});
