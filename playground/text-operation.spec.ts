import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { apply, compose, difference, moveCaret, transform } from './text-operation.js';

const text = fc.string({ maxLength: 12 });

describe('text operations', () => {
  it('should turn any text into any other', () => {
    fc.assert(fc.property(text, text, (a, b) => apply(a, difference(a, b)) === b));
  });

  it('should bring two simultaneous changes to the same text in either order', () => {
    fc.assert(
      fc.property(text, text, text, (base, one, other) => {
        const [a, b] = [difference(base, one), difference(base, other)];
        const [afterB, afterA] = transform(a, b);
        return apply(one, afterA) === apply(other, afterB);
      }),
    );
  });

  it('should say two changes in a row as one', () => {
    fc.assert(
      fc.property(text, text, text, (base, one, two) => {
        const both = compose(difference(base, one), difference(one, two));
        return apply(base, both) === two;
      }),
    );
  });

  it('should keep both texts typed into different lines', () => {
    const base = 'one\ntwo\n';
    const [a, b] = [difference(base, 'one!\ntwo\n'), difference(base, 'one\ntwo?\n')];
    expect(apply(apply(base, a), transform(a, b)[1])).toBe('one!\ntwo?\n');
  });

  it('should keep the caret behind the same character', () => {
    expect(moveCaret(4, difference('one two', 'zero one two'))).toBe(9);
    expect(moveCaret(4, difference('one two', 'two'))).toBe(0);
    expect(moveCaret(2, difference('one two', 'one two three'))).toBe(2);
  });
});
